const NAMED = 3;

/** Says which paths Fargate's read-only root would have refused, and the remedy; undefined where there are none. */
export function readOnlyRefusal(paths: readonly string[]): string | undefined {
  if (paths.length === 0) return undefined;
  const more = paths.length - NAMED;
  const names = [...paths.slice(0, NAMED), ...(more > 0 ? [`${more} more`] : [])];
  const verb = paths.length === 1 ? "was" : "were";
  const remedy = "mount a volume there (writablePaths) or write below /tmp";
  return `${names.join(", ").replace(/, (?=[^,]*$)/, " and ")} ${verb} written, which Fargate's read-only root refuses; ${remedy}`;
}
