/** The first circle among `keys`, each leading to those that `next` names: from one of them back to itself. */
export function firstCircle(
  keys: readonly string[],
  next: (key: string) => readonly string[],
): readonly string[] | undefined {
  for (const key of keys) {
    const circle = wayBack(key, next);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** The shortest way from `start` back to itself. */
function wayBack(start: string, next: (key: string) => readonly string[]): readonly string[] | undefined {
  const ways: string[][] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const following of next(way.at(-1) ?? "")) {
      if (following === start) return [...way, following];
      if (!seen.has(following)) ways.push([...way, following]);
      seen.add(following);
    }
  }
  return undefined;
}
