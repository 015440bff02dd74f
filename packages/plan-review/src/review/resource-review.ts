import { attributeChanges } from "../difference/attributes";
import { actionOf, orderOf, reasonOf } from "../plan/action";
import { withoutKeys } from "../plan/configuration";
import type { ResourceChange } from "../plan/plan";
import type { PlanFacts } from "../plan/plan-facts";
import type { Costs } from "../risk/cost";
import { findingsOf } from "../risk/findings";
import type { Drifted } from "./drift";
import type { ResourceReview } from "./model";

/** Construct path by resource address. */
export type ConstructPaths = Readonly<Record<string, string>>;

/** What the plan as a whole says of each resource in it. */
export interface PlanContext {
  readonly costs: Costs;
  readonly facts: PlanFacts;
}

export function reviewResource(
  resource: ResourceChange,
  constructPaths: ConstructPaths,
  { costs, facts: planFacts }: PlanContext,
): ResourceReview {
  const facts = factsOf(resource, constructPaths);
  const monthlyCost = costs.monthly(resource);
  const [order, reason] = [orderOf(resource), reasonOf(resource)];
  const { id, identity } = resource.change?.importing ?? {};
  const importId = id ?? (identity === undefined ? undefined : JSON.stringify(identity));
  return {
    ...facts,
    ...(order && { order }),
    ...(reason && { reason }),
    ...(resource.previous_address && { previousAddress: resource.previous_address }),
    ...(importId && { importId }),
    findings: findingsOf({ resource, ...facts, monthlyCost, facts: planFacts }),
    ...(monthlyCost !== undefined && { monthlyCost }),
  };
}

export function reviewDrift({ resource, findings }: Drifted, constructPaths: ConstructPaths): ResourceReview {
  const facts = factsOf(resource, constructPaths);
  return { ...facts, ...(facts.action === "delete" && { reason: "was deleted outside of Terraform" }), findings };
}

function factsOf(resource: ResourceChange, constructPaths: ConstructPaths): Omit<ResourceReview, "findings"> {
  const { address, type = "", change = {}, deposed, provider_name: provider } = resource;
  const place = withoutKeys(address);
  const constructPath = Object.hasOwn(constructPaths, place) ? constructPaths[place] : undefined;
  return {
    address: deposed ? `${address} (deposed ${deposed})` : address,
    type,
    ...(provider && { provider }),
    ...(constructPath && { constructPath }),
    action: actionOf(resource),
    attributes: attributeChanges(change),
  };
}
