import { z } from "zod";
import type { DataVerb } from "../data";
import type { DeepReadonly } from "../deep-readonly";
import type { Route } from "../routing";
import { type InternalDescription, internal, internalKind } from "./internal";
import { type OneOffDescription, oneOff, oneOffKind } from "./one-off";
import { type ScheduledDescription, scheduled, scheduledKind } from "./scheduled";
import type { SidecarDescription } from "./sidecar";
import { type WebDescription, web, webKind } from "./web";
import { type WorkerDescription, worker, workerKind } from "./worker";

/** Every kind of service; a further one is a file beside `web.ts` and its lines here. */
export const serviceKinds = {
  internal: internalKind,
  oneOff: oneOffKind,
  scheduled: scheduledKind,
  web: webKind,
  worker: workerKind,
} as const;

export const serviceDescription = z.discriminatedUnion("kind", [
  internalKind.description,
  oneOffKind.description,
  scheduledKind.description,
  webKind.description,
  workerKind.description,
]);

type Kinds = typeof serviceKinds;
export type ServiceKind = keyof Kinds;
/** What `application.ts` says of one service. */
export type ServiceDescription =
  | InternalDescription
  | OneOffDescription
  | ScheduledDescription
  | WebDescription
  | WorkerDescription;
/** What an environment says of a service of that kind. */
export type ServiceSize<Kind extends ServiceKind> = DeepReadonly<z.input<Kinds[Kind]["size"]>>;

/** A checked sidecar. */
export type Sidecar = SidecarDescription & {
  readonly key: string;
  /** Key of its source; absent where it is an image of somebody else's. */
  readonly source: string | undefined;
};

/** Description and size of one service, checked and merged. */
type Checked<Kind extends ServiceKind> = DeepReadonly<
  Omit<z.output<Kinds[Kind]["description"]>, "uses" | "host" | "paths" | "sidecars"> &
    z.output<Kinds[Kind]["size"]> & {
      key: string;
      /** Key of its source. */
      source: string;
      uses: Record<string, DataVerb>;
      sidecars: Sidecar[];
    }
>;

export type InternalService = Checked<"internal">;
export type OneOffService = Checked<"oneOff">;
export type ScheduledService = Checked<"scheduled">;
export type WebService = Omit<Checked<"web">, "hostNames"> & {
  /** Full names; the first one is the service's own address. */
  readonly hostNames: readonly string[];
  readonly routes: readonly Route[];
};
export type WorkerService = Checked<"worker">;
/** A checked service, discriminated by `kind`. */
export type Service = InternalService | OneOffService | ScheduledService | WebService | WorkerService;

export { internal, oneOff, scheduled, web, worker };
