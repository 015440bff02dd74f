import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Frees what a finished step left behind. V8 would let it lie while there is memory, and a large plan leaves three times
 * its size: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function freeGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
