import { closest, distance } from "fastest-levenshtein";

const LONGEST_LIST = 12;
const SHORTEST_BEGINNING = 3;

/** The known name that somebody probably meant: the only one that begins like theirs, or one a few letters away. */
export function meant(name: string, known: readonly string[]): string | undefined {
  const begun = known.filter((candidate) => candidate.startsWith(name));
  if (name.length >= SHORTEST_BEGINNING && begun.length === 1) return begun[0];
  if (known.length === 0) return undefined;
  const near = closest(name, known as string[]);
  const [wrong, right] = [name.toLowerCase(), near.toLowerCase()];
  const tolerated = Math.max(1, Math.floor(Math.min(wrong.length, right.length) / 3));
  return distance(wrong, right) <= tolerated || letters(wrong) === letters(right) ? near : undefined;
}

/** Equal for words whose letters changed places. */
function letters(word: string): string {
  return [...word].sort().join("");
}

/** What to do about an unknown name: `did you mean "cpu"?`, or the names there are. */
export function suggestion(name: string, known: readonly string[], otherwise = "remove it"): string {
  const near = meant(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return otherwise;
  const listed = known.slice(0, LONGEST_LIST).join(", ");
  return known.length > LONGEST_LIST
    ? `choose one of ${listed}, …`
    : `choose ${known.length > 1 ? "one of " : ""}${listed}`;
}
