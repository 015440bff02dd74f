/** Options of a check whose refusal starts with the value: `"x" is not …; write …`. */
export function refusal(text: string): { error: (issue: { readonly input?: unknown }) => string } {
  return { error: ({ input }) => `${JSON.stringify(input)} ${text}` };
}
