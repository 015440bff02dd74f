const PLAIN_NAME = /^[A-Za-z_][\w-]*$/;

/** `ingress[0].cidr_blocks`, one step further; names that are no plain ones are quoted. */
export function stepInto(path: string, step: string | number): string {
  if (typeof step === "number") return `${path}[${step}]`;
  const name = PLAIN_NAME.test(step) ? step : JSON.stringify(step);
  return path === "" ? name : `${path}.${name}`;
}

/** Whether one path leads to the other, or to the same place. */
export function overlap(a: string, b: string): boolean {
  return leadsTo(a, b) || leadsTo(b, a);
}

function leadsTo(outer: string, inner: string): boolean {
  if (!inner.startsWith(outer)) return false;
  const next = inner[outer.length];
  return next === undefined || next === "." || next === "[";
}

/** The last name in a path, without indexes behind it: `enabled` of `ttl[0].enabled`. */
export function lastName(path: string): string {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const index = name.indexOf("[");
  return index < 0 ? name : name.slice(0, index);
}
