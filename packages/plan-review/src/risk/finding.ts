/** How much a change may cost, worst first. */
export type RiskLevel = "data loss" | "outage" | "access" | "cost" | "change" | "cosmetic";

export const RISK_LEVELS: readonly RiskLevel[] = ["data loss", "outage", "access", "cost", "change", "cosmetic"];

/** Why a change deserves a look. */
export interface Finding {
  readonly level: RiskLevel;
  /** Stable name of the rule: `stateful-delete`. */
  readonly rule: string;
  readonly reason: string;
  /** What is opened, of a rule about ports. */
  readonly ports?: { readonly from: number; readonly to: number };
}

const RISKY: readonly RiskLevel[] = ["data loss", "outage", "access"];

/** Whether a change may lose data, cause an outage, or let somebody in. */
export function isRisky({ findings }: { readonly findings: readonly Finding[] }): boolean {
  return findings.some(({ level }) => RISKY.includes(level));
}
