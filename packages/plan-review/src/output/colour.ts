/** Codes of "Select Graphic Rendition" in ECMA-48: how text is begun, and how it is ended. */
const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

export type Colour = keyof typeof CODES;

export function coloured(text: string, ...colours: readonly Colour[]): string {
  return colours.reduce((inner, colour) => {
    const [begin, end] = CODES[colour];
    return `\u001b[${begin}m${inner}\u001b[${end}m`;
  }, text);
}

/** Whether what is written to a stream may be coloured, as https://no-color.org and most programs have it. */
export function mayColour(
  { isTTY }: { readonly isTTY?: boolean },
  { NO_COLOR, FORCE_COLOR, TERM }: Readonly<Record<string, string | undefined>>,
): boolean {
  if (NO_COLOR) return false;
  if (FORCE_COLOR) return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  return isTTY === true && TERM !== "dumb";
}
