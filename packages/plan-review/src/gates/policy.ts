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
