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
