import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { contains, meet, specificity } from "./path-pattern";
import { claimedPaths } from "./routing";
import type { CheckedPlace } from "./schema/environment";

type Found = Omit<Refusal, "file">;
type Service = CheckedApplication["services"][string];
type Web = Extract<Service, { kind: "web" }>;

/**
 * Paths that would ask some visitors and let others by. A listener takes the first rule that matches, so each path that asks
 * must be all of what the service claims, or lie within it and be asked before it.
 */
export function signInRefusals({ services }: Pick<CheckedApplication, "services">): Found[] {
  return Object.entries(services).flatMap(([key, service]) =>
    service.kind === "web" ? ofService(service).map(({ path, ...found }) => at(key, path, found)) : [],
  );
}

function at(key: string, path: Found["path"], found: Omit<Found, "path">): Found {
  return { path: ["services", key, "authentication", ...path], ...found };
}

function ofService(service: Web): Found[] {
  const seen = new Set<string>();
  return service.authentication.flatMap(({ paths }, entry) =>
    paths.flatMap((path, index): Found[] => {
      const twice = seen.has(path);
      seen.add(path);
      const message = twice ? `"${path}" asks already in another entry; remove one` : messageOf(path, service);
      return message === undefined ? [] : [{ path: [entry, "paths", index], message }];
    }),
  );
}

function messageOf(path: string, { paths = [], hiddenPaths }: Web): string | undefined {
  if (hiddenPaths.includes(path)) return `"${path}" is among the hiddenPaths, which nobody is answered; remove one`;
  const claimed = claimedPaths({ paths });
  const met = claimed.filter((one) => meet(one, path));
  if (met.length === 0) return `"${path}" is none of the paths that the service claims; ${within(claimed)}`;
  const partly = met.find((one) => !contains(path, one) && !(contains(one, path) && isAskedFirst(path, one)));
  if (partly === undefined) return undefined;
  return `"${path}" has only some paths in common with "${partly}", which the listener may look at first; ${within([partly])}`;
}

function within(claimed: readonly string[]): string {
  return `write one of ${claimed.map((path) => JSON.stringify(path)).join(", ")}, or what begins like it and is longer`;
}

function isAskedFirst(path: string, claimed: string): boolean {
  return specificity(path) > specificity(claimed);
}

/** Between what services ask of their visitors and who would answer it. */
export function identityProviderRefusals({ services }: CheckedApplication, place: CheckedPlace): Found[] {
  const asking = Object.entries(services).find(([, service]) => service.kind === "web" && asks(service));
  const path = ["authentication"];
  if (place.authentication === undefined) {
    if (asking === undefined || place.aws.emulated) return [];
    const message = `is missing: services.${asking[0]} asks visitors to sign in; name the identity provider, or a user pool of Cognito`;
    return [{ path, message }];
  }
  if (place.aws.emulated) {
    const message =
      "is for a real load balancer: an emulated one asks no identity provider and signs visitors in by itself; remove it";
    return [{ path, message }];
  }
  if (asking !== undefined) return [];
  const message =
    "signs nobody in: no web service has paths in its authentication; name some in application.ts, or remove it";
  return [{ path, message }];
}

function asks({ authentication }: Web): boolean {
  return authentication.length > 0;
}

/** Whether who asks for this path of a web service must have signed in. */
export function asksVisitors(
  { authentication }: { readonly authentication: readonly { readonly paths: readonly string[] }[] },
  pathAndQuery: string,
): boolean {
  const [path = ""] = pathAndQuery.split("?");
  return authentication.some(({ paths }) => paths.some((pattern) => contains(pattern, path)));
}
