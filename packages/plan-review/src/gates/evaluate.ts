import type { Review } from "../review/model";
import { costText } from "../risk/cost";
import type { Finding } from "../risk/finding";
import { borrowedText } from "../risk/prices";
import type { RuleName } from "../risk/rules";
import { checkPolicy, type GatePolicy, type GateResult, type Violation } from "./policy";

const MINUTE_MS = 60_000;
const PUBLIC_INGRESS: RuleName = "public-ingress";

/**
 * Holds a review against a policy. `plannedAt` says when the oldest plan was made, in milliseconds since 1970.
 * @throws ReviewError when the policy names a rule or a level that does not exist.
 */
export function evaluateGates(
  review: Review,
  policy: GatePolicy,
  { plannedAt, now = Date.now() }: { readonly plannedAt: number; readonly now?: number },
): GateResult {
  checkPolicy(policy);
  const forbidden = [
    ...matching(review, policy.forbid ?? []),
    ...strangePorts(review, policy),
    ...tooOld(policy, now - plannedAt),
  ];
  const needsApproval = [...matching(review, policy.requireApproval ?? []), ...tooExpensive(review, policy)];
  return { forbidden, needsApproval };
}

function matching(review: Review, names: readonly string[]): Violation[] {
  return violations(review, ({ rule, level }) => names.includes(rule) || names.includes(level));
}

function strangePorts(review: Review, { publicPorts }: GatePolicy): Violation[] {
  if (!publicPorts) return [];
  const isAllowed = ({ ports }: Finding) => ports?.from === ports?.to && publicPorts.includes(ports?.from ?? -1);
  return violations(review, (finding) => finding.rule === PUBLIC_INGRESS && !isAllowed(finding), "publicPorts");
}

function violations({ stacks }: Review, isViolation: (finding: Finding) => boolean, gate?: string): Violation[] {
  return stacks.flatMap(({ id, resources }) =>
    resources.flatMap(({ address, findings }) =>
      findings
        .filter(isViolation)
        .map(({ rule, reason }) => ({ rule: gate ?? rule, resource: `${id}: ${address}`, message: reason })),
    ),
  );
}

function tooOld({ oldestPlanMinutes }: GatePolicy, age: number): Violation[] {
  if (oldestPlanMinutes === undefined || age <= oldestPlanMinutes * MINUTE_MS) return [];
  const message = `planned ${Math.round(age / MINUTE_MS)} minutes ago, at most ${oldestPlanMinutes} are allowed: plan again`;
  return [{ rule: "oldestPlanMinutes", resource: "every stack", message }];
}

function tooExpensive({ monthlyCost, prices }: Review, { approvalFromMonthlyUsd }: GatePolicy): Violation[] {
  if (approvalFromMonthlyUsd === undefined || monthlyCost < approvalFromMonthlyUsd) return [];
  const message = [costText(monthlyCost), borrowedText(prices)].filter((text) => text !== undefined).join(". ");
  return [{ rule: "approvalFromMonthlyUsd", resource: "every stack", message }];
}
