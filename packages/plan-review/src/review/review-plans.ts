import { actionOf, isShown } from "../plan/action";
import { withInvocations } from "../plan/invocations";
import type { Plan, ResourceChange } from "../plan/plan";
import { PlanFacts } from "../plan/plan-facts";
import { ReviewError } from "../review-error";
import { Costs, type IdleCost } from "../risk/cost";
import { RISK_LEVELS } from "../risk/finding";
import { byRegion, oldestDay, type RegionPrices } from "../risk/prices";
import { countByType, unjudgedTypes } from "../risk/resource-kinds";
import { hidePlan } from "../secrets/hide-plan";
import { Secrets } from "../secrets/secrets";
import { caveats, failedChecks } from "./caveats";
import { count, total } from "./counts";
import { deployOrder, type OrderedStack } from "./deploy-order";
import { driftOf } from "./drift";
import { maskedOutput, maskedResource } from "./masked";
import type { Review, StackReview } from "./model";
import { outputReviews, type Readers, readersOfAll } from "./outputs";
import { type ConstructPaths, reviewDrift, reviewResource } from "./resource-review";
import { StandaloneRules } from "./standalone-rules";

/** A plan of one stack, and what is known about the stack besides. */
export interface PlannedStack {
  readonly id: string;
  readonly plan: Plan;
  /** Ids of the stacks that it reads from; else those whose names its remote states have. */
  readonly dependencies?: readonly string[];
  /** Of those, the ones whose outputs were stand-ins when this was planned. */
  readonly waitsFor?: readonly string[];
  readonly constructPaths?: ConstructPaths;
}

/**
 * Reviews the plans of all stacks as one. Stacks come in the order in which a deploy goes through them.
 * @throws ReviewError for plans that cannot be told apart, or are nested without end.
 */
export function reviewPlans(stacks: readonly PlannedStack[]): Review {
  refuseSameNames(stacks);
  try {
    return reviewStacks(stacks);
  } catch (error) {
    // The stack of calls is as deep as the values are.
    if (!(error instanceof RangeError)) throw error;
    throw new ReviewError(`${stacks.map(({ id }) => id).join(", ")}: values are nested too deep to be reviewed`);
  }
}

function refuseSameNames(stacks: readonly PlannedStack[]): void {
  const names = new Set<string>();
  for (const { id } of stacks) {
    if (names.has(id)) throw new ReviewError(`${id}: two plans have this name; give each stack its own`);
    names.add(id);
  }
}

function reviewStacks(stacks: readonly PlannedStack[]): Review {
  const secrets = new Secrets();
  const ordered = deployOrder(stacks);
  const readers = readersOfAll(ordered);
  // All plans are read first: what is secret in one may stand in another.
  const hidden = ordered.map((one) => ({ ...one, plan: hidePlan(withInvocations(one.stack.plan), secrets) }));
  const rules = new StandaloneRules(hidden.map(({ plan }) => plan));
  const unpriced: ResourceChange[] = [];
  const prices: RegionPrices[] = [];
  const idle: IdleCost[] = [];
  const reviewed = hidden.map((one) => {
    const costs = new Costs(one.plan);
    for (const change of one.plan.resource_changes ?? []) if (costs.isUnpriced(change)) unpriced.push(change);
    const review = reviewStack(one, { readers, rules, secrets, costs });
    idle.push(costs.idle());
    prices.push(...costs.usedPrices());
    return review;
  });
  const changes = hidden.flatMap(({ plan }) => plan.resource_changes ?? []);
  const used = byRegion(prices);
  const idlePrices = byRegion(idle.flatMap((one) => one.prices));
  return {
    ...summedUp(reviewed),
    idle: { monthlyCost: idle.reduce((sum, { monthlyCost }) => sum + monthlyCost, 0), prices: idlePrices },
    pricesAsOf: oldestDay([...used, ...idlePrices]),
    prices: used,
    unjudged: unjudgedTypes(changes),
    unpriced: countByType(unpriced),
  };
}

/** What one stack needs to know of all. */
interface AcrossStacks {
  readonly readers: Readers;
  readonly rules: StandaloneRules;
  readonly secrets: Secrets;
  /** Of the stack's plan. */
  readonly costs: Costs;
}

function reviewStack(
  { stack, plan, readsFrom }: OrderedStack<PlannedStack> & { readonly plan: Plan },
  { readers, rules, secrets, costs }: AcrossStacks,
): StackReview {
  const { id, constructPaths = {}, waitsFor = [] } = stack;
  const changes = plan.resource_changes ?? [];
  const context = { costs, facts: new PlanFacts(plan) };
  return {
    id,
    ...(plan.terraform_version && { terraformVersion: plan.terraform_version }),
    ...count(changes),
    resources: changes
      .filter((resource) => isShown(resource) && actionOf(resource) !== "no-op")
      .map((resource) => maskedResource(reviewResource(resource, constructPaths, context), secrets)),
    drift: driftOf(plan, rules).map((drifted) => maskedResource(reviewDrift(drifted, constructPaths), secrets)),
    outputs: outputReviews(id, plan, readers).map((output) => maskedOutput(output, secrets)),
    failedChecks: failedChecks(plan).map((text) => secrets.mask(text)),
    caveats: caveats(plan).map((text) => secrets.maskAddress(text)),
    waitsFor,
    ...(isRefreshOnly(plan) && { refreshOnly: true as const }),
    readsFrom,
  };
}

/** Such a plan lists what differs, and no change at all. */
function isRefreshOnly({ resource_changes: changes = [], resource_drift: drift = [] }: Plan): boolean {
  return changes.length === 0 && drift.length > 0;
}

function summedUp(
  stacks: readonly StackReview[],
): Omit<Review, "idle" | "prices" | "pricesAsOf" | "unjudged" | "unpriced"> {
  const none = count([]);
  const resources = stacks.flatMap((stack) => stack.resources);
  const levels = new Set(resources.flatMap(({ findings }) => findings.map(({ level }) => level)));
  const worst = RISK_LEVELS.find((level) => levels.has(level));
  const counts = stacks.map((stack) => stack.counts);
  const summaries = stacks.map(({ summary }) => ({ ...summary }));
  return {
    formatVersion: "1.0",
    stacks,
    counts: total(counts, none.counts),
    summary: total(summaries, { ...none.summary }),
    monthlyCost: resources.reduce((sum, { monthlyCost = 0 }) => sum + monthlyCost, 0),
    ...(worst && { worst }),
  };
}
