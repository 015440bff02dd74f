import type { AttributeChange } from "../difference/attributes";
import type { Action } from "../plan/action";
import type { ResourceChange } from "../plan/plan";
import type { PlanFacts } from "../plan/plan-facts";
import type { RuleName } from "./rules";

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

/** A change, and what is known of it. */
export interface Judged {
  readonly resource: ResourceChange;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  /** What the whole plan says. */
  readonly facts?: PlanFacts;
  /** Difference of the monthly bill in USD, where a price is known. */
  readonly monthlyCost?: number;
}

/** What a rule found; its level is the rule's. */
export type Found = Omit<Finding, "level">;

/** Looks for what its rules are about in one change. */
export type Finder = (judged: Judged) => readonly Found[];

export function found(rule: RuleName, reason: string): Found {
  return { rule, reason };
}

/** Of what stays where it is: what goes is judged as a whole. */
export function whereItStays(find: Finder): Finder {
  return (judged) => (GOES.has(judged.action) ? [] : find(judged));
}

const GOES: ReadonlySet<Action> = new Set<Action>(["delete", "replace", "forget"]);
