/**
 * Adds an entry to the `services` of a description, at its end, as a reader would.
 * @throws Error where there are no services.
 */
export function addEntry(description: string, entry: string): string {
  const opening = /^\s*services:\s*\{/m.exec(description);
  if (!opening) throw new Error("the description has no `services: {`");
  let position = opening.index + opening[0].length;
  for (let depth = 1; depth > 0; position += 1) {
    const character = description[position];
    if (character === undefined) throw new Error("the services of the description do not end");
    if (character === "{") depth += 1;
    if (character === "}") depth -= 1;
  }
  const end = position - 1;
  const before = description.slice(0, end).trimEnd();
  return `${before}${before.endsWith(",") ? "" : ","}\n    ${entry.trim()}\n  ${description.slice(end)}`;
}
