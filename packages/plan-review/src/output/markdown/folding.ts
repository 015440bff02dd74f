/** A part of a document that may be left out to make it fit. */
export interface Piece {
  readonly text: string;
  /** The lower, the sooner it is taken in; 0 must be there. */
  readonly rank: number;
  /** What is said to be folded when it is left out: `outputs`. */
  readonly kind?: string;
  /** It says nothing without that one. */
  readonly of?: Piece;
}

export interface Folded {
  /** Of every piece that was taken in, in the order of the document. */
  readonly text: string;
  /** How many were left out, by kind. */
  readonly left: ReadonlyMap<string, number>;
}

/** As many pieces as fit, the most important first; undefined when not even those fit that must be there. */
export function fold(pieces: readonly Piece[], longest: number): Folded | undefined {
  const taken = new Set<Piece>();
  let length = 0;
  for (const piece of [...pieces].sort((a, b) => a.rank - b.rank)) {
    if (piece.of && !taken.has(piece.of)) continue;
    const fits = length + piece.text.length + 1 <= longest;
    if (!fits && piece.rank === 0) return undefined;
    if (!fits) continue;
    taken.add(piece);
    length += piece.text.length + 1;
  }
  const left = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.kind && !taken.has(piece)) left.set(piece.kind, (left.get(piece.kind) ?? 0) + 1);
  }
  return {
    text: pieces
      .filter((piece) => taken.has(piece))
      .map(({ text }) => `${text}\n`)
      .join(""),
    left,
  };
}
