import type { AttributeChange } from "../difference/attributes";
import type { Action, ReplacementOrder } from "../plan/action";
import type { IdleCost } from "../risk/cost";
import type { Finding, RiskLevel } from "../risk/finding";
import type { RegionPrices } from "../risk/prices";
import type { TypeCount } from "../risk/resource-kinds";

export interface ResourceReview {
  readonly address: string;
  readonly type: string;
  readonly provider?: string;
  /** Where it stands in the CDKTF app: `infra-network/network/vpc`. */
  readonly constructPath?: string;
  readonly action: Action;
  /** Of a replacement. */
  readonly order?: ReplacementOrder;
  /** Terraform's reason in words. */
  readonly reason?: string;
  readonly previousAddress?: string;
  readonly importId?: string;
  readonly attributes: readonly AttributeChange[];
  /** Worst first; never empty for something that changes. */
  readonly findings: readonly Finding[];
  /** Difference of the monthly bill in USD, where a price is known. */
  readonly monthlyCost?: number;
}

export interface OutputReview {
  readonly name: string;
  readonly action: "create" | "update" | "delete";
  readonly before?: string;
  readonly after?: string;
  readonly unknown?: true;
  readonly sensitive?: true;
  /** `stack: address` of everything that reads it. */
  readonly readers: readonly string[];
}

export type Counts = Readonly<Record<Action, number>>;

/** Terraform's own summary line. */
export interface TerraformSummary {
  readonly add: number;
  readonly change: number;
  readonly destroy: number;
  readonly import: number;
}

export interface StackReview {
  readonly id: string;
  readonly terraformVersion?: string;
  readonly counts: Counts;
  readonly summary: TerraformSummary;
  /** Everything but no-ops. */
  readonly resources: readonly ResourceReview[];
  /** What differs between the last apply and reality; `findings` tells what it opens. */
  readonly drift: readonly ResourceReview[];
  readonly outputs: readonly OutputReview[];
  readonly failedChecks: readonly string[];
  /** What makes the plan less than whole: errored, deferred resources … */
  readonly caveats: readonly string[];
  /** Stacks whose outputs were not known when this was planned. */
  readonly waitsFor: readonly string[];
  /** The plan only looks for what differs from the last apply. */
  readonly refreshOnly?: true;
  readonly readsFrom: readonly string[];
}

export interface Review {
  readonly formatVersion: "1.0";
  /** In the order of a deploy. */
  readonly stacks: readonly StackReview[];
  readonly counts: Counts;
  readonly summary: TerraformSummary;
  /** Difference of the monthly bill in USD, of what has a known price. */
  readonly monthlyCost: number;
  /** What all that the plans hold costs once they are applied, with nobody there. */
  readonly idle: IdleCost;
  /** Oldest day of the list prices that costs were reckoned with; where none was used, of those that there are. */
  readonly pricesAsOf: string;
  /** What `monthlyCost` was reckoned with, by region. */
  readonly prices: readonly RegionPrices[];
  readonly worst?: RiskLevel;
  /** Types whose changes no rule can judge: what they do to data, requests and access is not known. */
  readonly unjudged: readonly TypeCount[];
  /** Types that change the bill by what no price here tells. */
  readonly unpriced: readonly TypeCount[];
}
