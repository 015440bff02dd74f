import type { ResourceChange } from "../plan-json/plan";
import type { Action, AttributeChange, Finding } from "../review/model";
import { RISK_LEVELS } from "../review/model";
import { exposureText, isPublic } from "../understanding/exposure";
import { closedBy, openedBy } from "../understanding/exposure-changes";
import { costText } from "./cost";
import { lossFindings } from "./losses";
import { protectionFindings } from "./protections";
import { finding } from "./rules";
import { widenedPolicies } from "./widened-policies";

/** A change, and what is known of it. */
export interface Judged {
  readonly resource: ResourceChange;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  readonly monthlyCost: number | undefined;
}

/** Why a change deserves a look, worst first. Something that changes has at least one. */
export function findingsOf(judged: Judged): Finding[] {
  const { action, resource, monthlyCost } = judged;
  if (action === "no-op" || action === "read") return [];
  const found = [...lossFindings(resource), ...accessFindings(judged)];
  if (monthlyCost !== undefined) found.push(finding("cost", costText(monthlyCost)));
  if (found.length === 0) found.push(plainFinding(judged));
  return found.sort((a, b) => RISK_LEVELS.indexOf(a.level) - RISK_LEVELS.indexOf(b.level));
}

/** Who may do or reach more, or less, than before. */
export function accessFindings({ resource, action, attributes }: Omit<Judged, "monthlyCost">): Finding[] {
  return [
    ...openedBy(resource).map((exposure): Finding => {
      const reason = `${exposureText(exposure)}: new`;
      if (exposure.direction === "out") return finding("egress", reason);
      if (!isPublic(exposure)) return finding("ingress", reason);
      return { ...finding("public-ingress", reason), ...(exposure.ports && { ports: exposure.ports }) };
    }),
    ...closedBy(resource).map((exposure) =>
      finding(exposure.direction === "out" ? "egress" : "ingress", `${exposureText(exposure)}: closed`),
    ),
    ...widenedPolicies(resource).map((reason) => finding("widened-policy", reason)),
    ...protectionFindings(resource, action, attributes),
  ];
}

function plainFinding({ action, attributes }: Judged): Finding {
  const onlyTags = attributes.length > 0 && attributes.every(({ path }) => TAGS.test(path));
  if (action === "update" && onlyTags) return finding("tags", "only tags change");
  if (action === "update" && attributes.length === 0) {
    return finding("update", "nothing but marks changes, such as what is sensitive");
  }
  if (action === "move") return finding("move", "only the address changes");
  const [rule, reason] = PLAIN[action as keyof typeof PLAIN] ?? PLAIN.update;
  return finding(rule, reason);
}

const TAGS = /^(tags|tags_all|labels|terraform_labels|effective_labels)(\.|\[|$)/;
const PLAIN = {
  create: ["create", "created"],
  update: ["update", "changed in place"],
  replace: ["replace", "replaced"],
  delete: ["delete", "deleted"],
  import: ["import", "brought under Terraform's care as it is"],
  forget: ["forget", "stays, and Terraform forgets it"],
} as const;
