import { z } from "zod";

/** What the plan review finds, by risk or by rule. The test of apps/infra's gates compares the list with the review's. */
const FINDINGS = [
  "data loss",
  "outage",
  "access",
  "cost",
  "change",
  "cosmetic",
  "stateful-delete",
  "stateful-replace",
  "unknown-delete",
  "unknown-replace",
  "retention-shortened",
  "expiry",
  "smaller-storage",
  "restored",
  "path-delete",
  "path-replace",
  "path-off",
  "invoke",
  "restart",
  "scaled-to-zero",
  "public-ingress",
  "public-endpoint",
  "public-bucket",
  "widened-policy",
  "wide-role",
  "privileged",
  "unknown-policy",
  "protection-off",
  "stateful-forget",
  "encryption-off",
  "ingress",
  "egress",
  "create-unknown",
  "create",
  "update",
  "replace",
  "delete",
  "import",
  "forget",
  "tags",
  "move",
] as const;

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
