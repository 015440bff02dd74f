import type { z } from "zod";

/** Refuses the second of two equal entries of a list, at its own place. */
export function distinct(entries: readonly string[], context: z.core.$RefinementCtx<readonly string[]>): void {
  const seen = new Set<string>();
  entries.forEach((entry, index) => {
    if (seen.has(entry)) {
      const message = `"${entry}" stands in the list twice; remove one`;
      context.addIssue({ code: "custom", path: [index], message });
    }
    seen.add(entry);
  });
}
