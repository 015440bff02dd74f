import { ReviewError } from "../review-error";
import { RISK_LEVELS } from "../risk/finding";
import { RULE_NAMES } from "../risk/rules";

/** What must not be applied, and what only after somebody said yes. */
export interface GatePolicy {
  /** Findings by rule (`stateful-delete`) or by level (`data loss`) that are refused. */
  readonly forbid?: readonly string[];
  /** The same, for what needs an approval. */
  readonly requireApproval?: readonly string[];
  /** Ports that may be opened to everybody; any other is refused. */
  readonly publicPorts?: readonly number[];
  /** A plan that is older is refused. */
  readonly oldestPlanMinutes?: number;
  /** Growth of the monthly bill in USD from which an approval is needed. */
  readonly approvalFromMonthlyUsd?: number;
}

export interface Violation {
  readonly rule: string;
  /** `stack: address`, or `every stack`. */
  readonly resource: string;
  readonly message: string;
}

export interface GateResult {
  readonly forbidden: readonly Violation[];
  readonly needsApproval: readonly Violation[];
}

/** What a policy may name in `forbid` and `requireApproval`: levels of risk, and rules. */
export const KNOWN_TO_GATES: readonly string[] = [...new Set([...RISK_LEVELS, ...RULE_NAMES])];

/**
 * A name that nothing is called would never match, and the gate would stand open.
 * @throws ReviewError that lists the names that exist.
 */
export function checkPolicy(policy: GatePolicy): void {
  for (const gate of ["forbid", "requireApproval"] as const) {
    for (const name of policy[gate] ?? []) {
      if (KNOWN_TO_GATES.includes(name)) continue;
      throw new ReviewError(
        `gates.${gate}: "${name}" is neither a level nor a rule; levels are ${RISK_LEVELS.join(", ")}; rules are ${RULE_NAMES.join(", ")}`,
      );
    }
  }
}
