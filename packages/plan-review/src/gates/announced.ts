import type { AttributeChange } from "../difference/attributes";
import { holdsComingValue } from "../plan/coming-value";
import { Sensitive } from "../plan/value";
import type { ResourceReview, StackReview } from "../review/model";
import { isRisky } from "../risk/finding";

/** Actions of a plan that may turn out to be needless once values are known that were not when it was reviewed. */
const MAY_VANISH = new Set<ResourceReview["action"]>(["update", "replace", "read"]);

/**
 * What a later plan of a stack does that its review did not announce, and what it leaves out; empty when it keeps to
 * the review. Values that were not known then may be anything now, and what is gone meanwhile, as with the zone that held
 * it, need not be deleted any more.
 */
export function beyondAnnounced(announced: StackReview, planned: StackReview): string[] {
  const [before, now] = [announced, planned].map(
    ({ resources }) => new Map(resources.map((one) => [one.address, one])),
  );
  if (!before || !now) return [];
  const gone = new Set(planned.drift.filter(({ action }) => action === "delete").map(({ address }) => address));
  const left = [...before.values()].filter(
    ({ address, action }) =>
      !now.has(address) && !MAY_VANISH.has(action) && !(action === "delete" && gone.has(address)),
  );
  return [
    ...[...now.values()].flatMap((resource) =>
      beyond(before.get(resource.address), resource, gone.has(resource.address)),
    ),
    ...left.map(({ address, action }) => `${address}: ${action} was announced and is not planned any more`),
  ];
}

function beyond(announced: ResourceReview | undefined, planned: ResourceReview, isGone: boolean): string[] {
  const { address, action } = planned;
  if (action === "read") return [];
  if (!announced) return [`${address}: ${action} was not announced`];
  // Half of the replacement has happened.
  const isResumed = isGone && announced.action === "replace" && action === "create";
  if (announced.action !== action && !isResumed) return [`${address}: ${action} instead of ${announced.action}`];
  const open = announced.attributes.filter(({ unknown, before, after }) => unknown || isOpen(before) || isOpen(after));
  const otherwise = planned.attributes
    .filter((attribute) => !open.some(({ path }) => isWithin(attribute.path, path)))
    .filter((attribute) => !isAnnounced(attribute, announced.attributes, isResumed));
  // A value that was not known may turn out to be a risk.
  const risks = planned.findings.filter(
    (finding) => isRisky({ findings: [finding] }) && !announced.findings.some((one) => one.rule === finding.rule),
  );
  return [
    ...otherwise.map(({ path }) => `${address}: ${path} changes in another way than announced`),
    ...risks.map(({ level, reason }) => `${address}: ${level}: ${reason}, which was not announced`),
  ];
}

/** What is created anew shows every value; the review of its replacement showed those that change. */
function isAnnounced(attribute: AttributeChange, announced: readonly AttributeChange[], isResumed: boolean): boolean {
  if (!isResumed) return announced.some((one) => isSame(one, attribute));
  return announced.every(({ path, after }) => path !== attribute.path || after === attribute.after);
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
