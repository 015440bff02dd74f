import { z } from "zod";
import { FINDINGS } from "./gate-findings";

/** Findings that gates may name. */
export const gateFindings: readonly string[] = FINDINGS;

const findingsSchema = z.array(z.enum(FINDINGS)).default([]);

export const gatesSchema = z
  .strictObject({
    forbid: findingsSchema.describe(
      "Findings of the plan review, by risk (`data loss`) or rule (`stateful-delete`), that are never applied.",
    ),
    requireApproval: findingsSchema.describe(
      "Findings that are applied only after a person said yes, or with `--approved`.",
    ),
    publicPorts: z
      .array(z.number().int().min(1).max(65_535))
      .default([80, 443])
      .describe("Ports that may be opened to everybody; a plan that opens another one is refused."),
    oldestPlanMinutes: z.number().positive().optional().describe("A reviewed plan that is older is not applied."),
    approvalFromMonthlyUsd: z
      .number()
      .positive()
      .optional()
      .describe("Growth of the monthly bill in USD from which an approval is needed."),
  })
  .describe("What a deploy must not do, or only with an approval.");
