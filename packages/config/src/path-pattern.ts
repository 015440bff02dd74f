/** Path patterns of a load balancer: `*` stands for any characters, `?` for one, and letters are compared with their case. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions

/** Number of wildcards in a path pattern. */
export function wildcards(path: string): number {
  return path.match(/[*?]/g)?.length ?? 0;
}

/** Literal characters count, and of two patterns with as many the one without wildcards is the narrower. */
export function specificity(path: string): number {
  const wild = wildcards(path);
  return 2 * (path.length - wild) + (wild === 0 ? 1 : 0);
}

/** Whether every path that matches the narrower pattern matches the wider one. Where it says no, that may be too careful. */
export function contains(wider: string, narrower: string): boolean {
  return compare(wider, narrower, (one, other, rest) => {
    if (one === "*") return rest(1, 0) || (other !== undefined && rest(0, 1));
    if (other === undefined) return false;
    return (one === "?" ? other !== "*" : one === other) && rest(1, 1);
  });
}

/** Whether some path matches both patterns. */
export function meet(one: string, other: string): boolean {
  return compare(one, other, (a, b, rest) => {
    if (a === "*") return rest(1, 0) || (b !== undefined && rest(0, 1));
    if (b === "*") return rest(0, 1) || (a !== undefined && rest(1, 0));
    if (a === undefined || b === undefined) return false;
    return (a === "?" || b === "?" || a === b) && rest(1, 1);
  });
}

type Step = (
  one: string | undefined,
  other: string | undefined,
  rest: (fromOne: number, fromOther: number) => boolean,
) => boolean;

/** Goes along both patterns; each pair of places is looked at once. */
function compare(one: string, other: string, step: Step): boolean {
  const seen = new Map<number, boolean>();
  const at = (i: number, j: number): boolean => {
    if (i === one.length && j === other.length) return true;
    const place = i * (other.length + 1) + j;
    const known = seen.get(place) ?? step(one[i], other[j], (a, b) => at(i + a, j + b));
    seen.set(place, known);
    return known;
  };
  return at(0, 0);
}
