import { costText } from "../output/text";
import type { Review } from "../review/model";
import type { GatePolicy, GateResult, Violation } from "./policy";

const MINUTE_MS = 60_000;

/** Holds a review against a policy. `plannedAt` says when the oldest plan was made, in milliseconds since 1970. */
export function evaluateGates(
  review: Review,
  policy: GatePolicy,
  { plannedAt, now = Date.now() }: { readonly plannedAt: number; readonly now?: number },
): GateResult {
  const forbidden = [
    ...matching(review, policy.forbid ?? []),
    ...strangePorts(review, policy),
    ...tooOld(policy, now - plannedAt),
  ];
  const needsApproval = [...matching(review, policy.requireApproval ?? []), ...tooExpensive(review, policy)];
  return { forbidden, needsApproval };
}

function matching({ stacks }: Review, rules: readonly string[]): Violation[] {
  return stacks.flatMap(({ id, resources }) =>
    resources.flatMap(({ address, findings }) =>
      findings
        .filter(({ rule, level }) => rules.includes(rule) || rules.includes(level))
        .map(({ rule, reason }) => ({ rule, resource: `${id}: ${address}`, message: reason })),
    ),
  );
}

function strangePorts({ stacks }: Review, { publicPorts }: GatePolicy): Violation[] {
  if (!publicPorts) return [];
  const allowed = publicPorts.map((port) => `port ${port} `);
  return stacks.flatMap(({ id, resources }) =>
    resources.flatMap(({ address, findings }) =>
      findings
        .filter(({ rule, reason }) => rule === "public-ingress" && !allowed.some((start) => reason.startsWith(start)))
        .map(({ reason }) => ({ rule: "publicPorts", resource: `${id}: ${address}`, message: reason })),
    ),
  );
}

function tooOld({ oldestPlanMinutes }: GatePolicy, age: number): Violation[] {
  if (oldestPlanMinutes === undefined || age <= oldestPlanMinutes * MINUTE_MS) return [];
  const message = `planned ${Math.round(age / MINUTE_MS)} minutes ago, at most ${oldestPlanMinutes} are allowed: plan again`;
  return [{ rule: "oldestPlanMinutes", resource: "every stack", message }];
}

function tooExpensive({ monthlyCost }: Review, { approvalFromMonthlyUsd }: GatePolicy): Violation[] {
  if (approvalFromMonthlyUsd === undefined || monthlyCost < approvalFromMonthlyUsd) return [];
  return [{ rule: "approvalFromMonthlyUsd", resource: "every stack", message: costText(monthlyCost) }];
}
