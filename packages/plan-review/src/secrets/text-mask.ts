import { Sensitive } from "../plan/value";

/** A shorter text stands everywhere by chance: taking it out would blacken half of a review. */
export const SHORTEST = 4;
/** Bits that each character moves the hash of the last ones on, so that it forgets what came before `SHORTEST`. */
const SHIFT = 5;
const SLOTS = 1 << (SHORTEST * SHIFT);

/**
 * Takes texts out of texts. A plan may hold thousands of secrets and a review megabytes, so a place is looked at closely
 * only where the first four characters are those of a secret.
 */
export class TextMask {
  /** By their first characters, then by their lengths. */
  private readonly secrets = new Map<string, Map<number, Set<string>>>();
  /** Those that are taken out only where they stand alone. */
  private readonly words = new Set<string>();
  private readonly slots = new Uint8Array(SLOTS);

  add(secret: string): void {
    this.words.delete(secret);
    this.learn(secret);
  }

  /** A word that is a secret where it stands alone, and none as a part of a longer one. */
  addWord(word: string): void {
    if (this.isKnown(word)) return;
    this.words.add(word);
    this.learn(word);
  }

  private learn(secret: string): void {
    if (secret.length < SHORTEST) return;
    const start = secret.slice(0, SHORTEST);
    const byLength = this.secrets.get(start) ?? new Map<number, Set<string>>();
    this.secrets.set(start, byLength);
    const known = byLength.get(secret.length) ?? new Set<string>();
    byLength.set(secret.length, known.add(secret));
    this.slots[hashOf(start)] = 1;
  }

  private isKnown(secret: string): boolean {
    return this.secrets.get(secret.slice(0, SHORTEST))?.get(secret.length)?.has(secret) === true;
  }

  /** The text, with one mark for each run of secrets; they may overlap. */
  apply(text: string): string {
    let masked = "";
    let shown = 0;
    let [begin, end] = [-1, -1];
    let hash = 0;
    for (let next = 0; next < text.length; next++) {
      hash = hashWith(hash, text.charCodeAt(next));
      if (this.slots[hash] === 0) continue;
      const at = next - SHORTEST + 1;
      const length = at < 0 ? 0 : this.longestAt(text, at);
      if (length === 0) continue;
      if (begin >= 0 && at > end) {
        masked += text.slice(shown, begin) + Sensitive.TEXT;
        shown = end;
      }
      if (begin < 0 || at > end) begin = at;
      end = Math.max(end, at + length);
    }
    return begin < 0 ? text : `${masked}${text.slice(shown, begin)}${Sensitive.TEXT}${text.slice(end)}`;
  }

  private longestAt(text: string, at: number): number {
    let longest = 0;
    for (const [length, secrets] of this.secrets.get(text.slice(at, at + SHORTEST)) ?? []) {
      if (length <= longest) continue;
      const found = text.slice(at, at + length);
      if (secrets.has(found) && (!this.words.has(found) || standsAlone(text, at, length))) longest = length;
    }
    return longest;
  }
}

function standsAlone(text: string, at: number, length: number): boolean {
  return !PART_OF_NAME.test(text[at - 1] ?? " ") && !PART_OF_NAME.test(text[at + length] ?? " ");
}

const PART_OF_NAME = /[\w.-]/;

function hashOf(start: string): number {
  let hash = 0;
  for (let index = 0; index < start.length; index++) hash = hashWith(hash, start.charCodeAt(index));
  return hash;
}

function hashWith(hash: number, character: number): number {
  return ((hash << SHIFT) ^ character) & (SLOTS - 1);
}
