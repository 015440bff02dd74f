import { RISK_LEVELS } from "../review/model";
import { ReviewError } from "../review-error";
import { RULE_NAMES } from "../risk/rules";
import type { GatePolicy } from "./policy";

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
