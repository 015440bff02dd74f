import type { AttributeChange } from "../difference/attributes";
import { holdsComingValue } from "../plan/coming-value";
import { Sensitive } from "../plan/value";
import type { ResourceReview, StackReview } from "../review/model";
import { isRisky } from "../risk/finding";

/** Actions of a plan that may turn out to be needless once values are known that were not when it was reviewed. */
const MAY_VANISH = new Set<ResourceReview["action"]>(["update", "replace", "read"]);

/**
 * What a later plan of a stack does that its review did not announce, and what it leaves out; empty when it keeps to
 * the review. Values that were not known then may be anything now.
 */
export function beyondAnnounced(announced: StackReview, planned: StackReview): string[] {
  const [before, now] = [announced, planned].map(
    ({ resources }) => new Map(resources.map((one) => [one.address, one])),
  );
  if (!before || !now) return [];
  const left = [...before.values()].filter(({ address, action }) => !now.has(address) && !MAY_VANISH.has(action));
  return [
    ...[...now.values()].flatMap((resource) => beyond(before.get(resource.address), resource)),
    ...left.map(({ address, action }) => `${address}: ${action} was announced and is not planned any more`),
  ];
}

function beyond(announced: ResourceReview | undefined, planned: ResourceReview): string[] {
  const { address, action } = planned;
  if (action === "read") return [];
  if (!announced) return [`${address}: ${action} was not announced`];
  if (announced.action !== action) return [`${address}: ${action} instead of ${announced.action}`];
  const open = announced.attributes.filter(({ unknown, before, after }) => unknown || isOpen(before) || isOpen(after));
  const otherwise = planned.attributes
    .filter((attribute) => !open.some(({ path }) => isWithin(attribute.path, path)))
    .filter((attribute) => !announced.attributes.some((one) => isSame(one, attribute)));
  // A value that was not known may turn out to be a risk.
  const risks = planned.findings.filter(
    (finding) => isRisky({ findings: [finding] }) && !announced.findings.some((one) => one.rule === finding.rule),
  );
  return [
    ...otherwise.map(({ path }) => `${address}: ${path} changes in another way than announced`),
    ...risks.map(({ level, reason }) => `${address}: ${level}: ${reason}, which was not announced`),
  ];
}

/** A value that was not known, or that the review hides. */
function isOpen(value = ""): boolean {
  return holdsComingValue(value) || value.includes(Sensitive.TEXT);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

function isSame(a: AttributeChange, b: AttributeChange): boolean {
  return a.path === b.path && a.before === b.before && a.after === b.after && a.unknown === b.unknown;
}
