import type { CheckedApplication } from "./check-application";
import type { Refusal } from "./configuration-error";
import { isProtected } from "./protection";
import type { CheckedPlace } from "./schema/environment";

/** Caches that are open to whoever reaches them, in an environment that keeps what cannot be had again. */
export function openCacheRefusals({ data }: CheckedApplication, place: CheckedPlace): Omit<Refusal, "file">[] {
  if (!isProtected(place)) return [];
  return Object.keys(data).flatMap((key) => {
    const store = place.data[key];
    if (data[key]?.kind !== "cache" || store === undefined) return [];
    if (!("password" in store) || store.password || store.existing) return [];
    const message =
      "false opens the cache to whoever reaches its port, in an environment whose load balancer is protected; remove it";
    return [{ path: ["data", key, "password"], message }];
  });
}
