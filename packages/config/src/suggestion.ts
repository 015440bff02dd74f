import { closest, distance } from "fastest-levenshtein";

const LONGEST_LIST = 12;

/** The known name that somebody probably meant. */
export function meant(name: string, known: readonly string[]): string | undefined {
  const begun = name.length > 2 ? known.filter((candidate) => candidate.startsWith(name)) : [];
  const near = begun.length === 1 ? begun[0] : closest(name, known as string[]);
  if (near === undefined || near === "") return undefined;
  const tolerated = Math.max(1, Math.floor(Math.min(name.length, near.length) / 3));
  return begun.length === 1 || distance(name.toLowerCase(), near.toLowerCase()) <= tolerated ? near : undefined;
}

/** What to do about an unknown name: `did you mean "cpu"?`, or the names there are. */
export function suggestion(name: string, known: readonly string[], otherwise = "remove it"): string {
  const near = meant(name, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (known.length === 0) return otherwise;
  const listed = known.slice(0, LONGEST_LIST).join(", ");
  return `${known.length > LONGEST_LIST ? `there are ${listed}, …` : known.length === 1 ? `there is only ${listed}` : `choose one of ${listed}`}`;
}
