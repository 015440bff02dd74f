import type { ResourceChange } from "../plan/plan";
import type { PlanFacts } from "../plan/plan-facts";
import { containsTrue, isAbsent, isContainer, member } from "../plan/value";
import { type Finder, found } from "./finding";

/** Arguments that say who may do what, or reach what, in whatever provider. */
const DECIDES_ACCESS =
  /^((assume_role_|access_|bucket_|key_|queue_|repository_|resource_|inline_|registry_)?polic(y|ies)|policy_(data|document|text)|inline_policy|ingress|source_ranges|security_rule|inbound_rule|member|members|principals?)$/;

/** Those of a resource whose whole value is known only after the apply, where somebody wrote them. */
export function unknownPolicies(resource: ResourceChange, facts: PlanFacts | undefined): string[] {
  const { after, after_unknown: unknown } = resource.change ?? {};
  if (!isContainer(unknown)) return [];
  return Object.keys(unknown).filter(
    (name) =>
      DECIDES_ACCESS.test(name) &&
      containsTrue(unknown[name]) &&
      // Of a list, some are known and judged.
      (unknown[name] === true || isAbsent(member(after, name))) &&
      (facts?.isWritten(resource, name) ?? true),
  );
}

/** A policy, or rules, that nobody can judge before the apply. */
export const notKnownYet: Finder = ({ resource, action, facts }) => {
  if (action !== "update") return [];
  return unknownPolicies(resource, facts).map((name) =>
    found("unknown-policy", `whom it lets in is known only after the apply (${name})`),
  );
};
