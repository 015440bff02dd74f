import type { DataDescription, DataVerb } from "./data";
import type { SecretDescription } from "./secrets";
import type { ServiceDescription } from "./services";

type DataMap = Readonly<Record<string, DataDescription>>;
type SecretMap = Readonly<Record<string, SecretDescription>>;
type ServiceMap = Readonly<Record<string, ServiceDescription>>;
type None = Readonly<Record<never, never>>;

/** What a system is made of, as `application.ts` writes it. */
export interface Application<
  Services extends ServiceMap = ServiceMap,
  Data extends DataMap = DataMap,
  Secrets extends SecretMap = SecretMap,
> {
  /** Prefixes every resource, state key and tag. */
  readonly name: string;
  readonly data?: Data;
  readonly secrets?: Secrets;
  readonly services: Services;
}

/** Only data stores that there are, with verbs that their kind has. */
type Uses<Used, Data extends DataMap> = {
  readonly [Key in keyof Used]: Key extends keyof Data ? DataVerb<Data[Key]["kind"]> : never;
};

/** Keys of the queues among the data stores. */
type Queues<Data extends DataMap> = {
  [Key in keyof Data]: Data[Key]["kind"] extends "queue" ? Key : never;
}[keyof Data];

/** Keys of the internal services among all. */
type Internal<Services extends ServiceMap> = {
  [Key in keyof Services]: Services[Key]["kind"] extends "internal" ? Key : never;
}[keyof Services];

type Wired<Services extends ServiceMap, Data extends DataMap, Secrets extends SecretMap> = {
  readonly [Key in keyof Services]: {
    readonly uses?: Uses<NonNullable<Services[Key]["uses"]>, Data>;
    readonly secrets?: readonly (keyof Secrets)[];
    readonly consumes?: Queues<Data>;
    /** Other internal services; a circle is refused when the application is loaded. */
    readonly calls?: readonly Exclude<Internal<Services>, Key>[];
    /** Any other service; a circle is refused when the application is loaded. */
    readonly before?: readonly Exclude<keyof Services, Key>[];
  };
};

/** Types `application.ts`; it is checked when it is loaded, so that the message can name the file. */
export function defineApplication<
  const Services extends ServiceMap,
  const Data extends DataMap = None,
  const Secrets extends SecretMap = None,
>(application: {
  readonly name: string;
  readonly data?: Data;
  readonly secrets?: Secrets;
  readonly services: Services & Wired<Services, Data, Secrets>;
}): Application<Services, Data, Secrets> {
  return application;
}
