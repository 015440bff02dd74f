import { attributeChanges } from "../difference/attributes";
import { actionOf } from "../plan/action";
import type { Plan, ResourceChange } from "../plan/plan";
import { PlanFacts } from "../plan/plan-facts";
import { equal, isAbsent, isContainer, member } from "../plan/value";
import type { Finding } from "../risk/finding";
import { accessOf, StandaloneRules } from "./standalone-rules";

/** An object that is not as the last apply left it. */
export interface Drifted {
  readonly resource: ResourceChange;
  /** Whom it lets in that nobody planned to. */
  readonly findings: readonly Finding[];
}

/**
 * What a refresh found to differ. What the configuration leaves to the provider or to another resource (a bucket's
 * versioning, a default) is no drift, unless it lets somebody in whom none of the `rules` lets in.
 */
export function driftOf(plan: Plan, rules = new StandaloneRules([plan])): Drifted[] {
  const written = new PlanFacts(plan);
  return (plan.resource_drift ?? []).flatMap((resource) => {
    const { mode, change, type = "" } = resource;
    if (mode === "data" || actionOf(resource) === "no-op" || actionOf(resource) === "move") return [];
    const attributes = change ? attributeChanges(change) : [];
    // What a group reaches may be the rule of a stack that is not reviewed, and lets nobody in.
    const found = accessOf(resource, attributes)
      .filter(({ rule }) => rule !== "egress" || written.isWritten(resource, "egress"))
      .filter((finding) => !rules.explain(resource, finding));
    const apart = SECURITY_GROUPS.has(type) ? ["ingress", "egress"] : [];
    const counts = (name: string) => !apart.includes(name) && written.isWritten(resource, name);
    const differs = isAbsent(change?.after) || differ(change?.before, change?.after, counts);
    return differs || found.length > 0 ? [{ resource, findings: found }] : [];
  });
}

const SECURITY_GROUPS = new Set(["aws_security_group", "aws_default_security_group"]);
function differ(before: unknown, after: unknown, counts: (name: string) => boolean = () => true): boolean {
  if (isEmpty(before) || equal(before, after)) return false;
  if (!isContainer(before) || !isContainer(after)) return true;
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return true;
  return Object.keys(before).some((key) => counts(key) && differ(before[key], member(after, key)));
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === "" || (isContainer(value) && Object.keys(value).length === 0);
}
