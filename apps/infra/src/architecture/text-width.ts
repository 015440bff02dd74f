/**
 * Widths of the printable ASCII characters, from space to tilde, in hundredths of the font's size: DejaVu Sans, the widest
 * of the sans-serif fonts that browsers fall back to. What fits in it fits in Helvetica, Arial and Segoe as well.
 */
const WIDTHS = [
  32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84,
  84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61,
  69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59,
  82, 59, 59, 52, 64, 34, 64, 84,
];
const FIRST = " ".charCodeAt(0);
/** No other character is wider than an em. */
const WIDEST = 100;
/** DejaVu Sans Bold against the regular weight, at most. */
const BOLD = 1.18;

/** Width of a text in a picture, in its pixels. */
export function textWidth(text: string, fontSize: number, bold = false): number {
  const hundredths = [...text].reduce((sum, letter) => sum + (WIDTHS[letter.charCodeAt(0) - FIRST] ?? WIDEST), 0);
  return (hundredths / 100) * fontSize * (bold ? BOLD : 1);
}
