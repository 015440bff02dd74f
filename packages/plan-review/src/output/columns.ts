/** Characters that take two columns of a terminal: East Asian scripts, and pictures. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
/** Latin letters, punctuation and arrows: a column each. */
const PLAIN = /^[ -~\u00a0-\u02ff\u2010-\u2027\u2190-\u21ff]*$/;
const COMBINING = /\p{M}/u;

export function columnsOf(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let columns = 0;
  for (const character of text) columns += widthOf(character);
  return columns;
}

/** The text in at most so many columns; what is cut off is marked. */
export function cutTo(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  return `${head(text, columns - 1)}…`;
}

/** The text in lines of at most so many columns, broken between words where there are any. */
export function wrapTo(text: string, columns: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (columnsOf(rest) > columns) {
    const most = head(rest, Math.max(1, columns)) || rest.slice(0, 1);
    const space = most.lastIndexOf(" ");
    const end = rest[most.length] === " " || space <= 0 ? most.length : space;
    lines.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...lines, rest];
}

function head(text: string, columns: number): string {
  if (PLAIN.test(text)) return text.slice(0, columns);
  let [length, taken] = [0, 0];
  for (const character of text) {
    taken += widthOf(character);
    if (taken > columns) break;
    length += character.length;
  }
  return text.slice(0, length);
}

function widthOf(character: string): number {
  // Nearly everything is plain.
  if (character < "\u0300") return 1;
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
