import type { AttributeChange } from "../difference/attributes";
import { exposureText, isPublic } from "../exposure/network/exposure";
import { closedBy, openedBy } from "../exposure/network/exposure-changes";
import type { Action } from "../plan/action";
import type { ResourceChange } from "../plan/plan";
import type { PlanFacts } from "../plan/plan-facts";
import { costText } from "./cost";
import type { Finding } from "./finding";
import { RISK_LEVELS } from "./finding";
import { grantFindings } from "./grants";
import { lossFindings } from "./losses";
import { protectionFindings } from "./protections";
import { finding } from "./rules";
import { unknownPolicies } from "./unknown-policies";
import { widenedPolicies } from "./widened-policies";

/** A change, and what is known of it. */
export interface Judged {
  /** What the whole plan says. */
  readonly facts?: PlanFacts;
  readonly resource: ResourceChange;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  readonly monthlyCost: number | undefined;
}

/** Why a change deserves a look, worst first. Something that changes has at least one. */
export function findingsOf(judged: Judged): Finding[] {
  const { action, resource, attributes, facts, monthlyCost } = judged;
  if (action === "no-op" || action === "read") return [];
  if (action === "invoke") return [finding("invoke", `${resource.type} runs: what it does shows in no plan`)];
  const found = distinct([
    ...lossFindings(resource, attributes, facts),
    ...accessFindings(judged),
    ...unknownAccess(judged),
  ]);
  if (monthlyCost !== undefined) found.push(finding("cost", costText(monthlyCost)));
  if (found.length === 0) found.push(plainFinding(judged));
  return found.sort((a, b) => RISK_LEVELS.indexOf(a.level) - RISK_LEVELS.indexOf(b.level));
}

/** Who may do or reach more, or less, than before. */
export function accessFindings({ resource, action, attributes, facts }: Omit<Judged, "monthlyCost">): Finding[] {
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
    ...widenedPolicies(resource, facts?.accounts).map((reason) => finding("widened-policy", reason)),
    ...grantFindings(resource),
    ...protectionFindings(resource, action, attributes),
  ];
}

/** A policy, or rules, that nobody can judge before the apply. */
function unknownAccess({ resource, action, facts }: Judged): Finding[] {
  if (action !== "update") return [];
  return unknownPolicies(resource, facts).map((name) =>
    finding("unknown-policy", `whom it lets in is known only after the apply (${name})`),
  );
}

function distinct(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((one) => [`${one.rule} ${one.reason}`, one])).values()];
}

function plainFinding({ action, attributes, resource, facts }: Judged): Finding {
  const onlyTags = attributes.length > 0 && attributes.every(({ path }) => TAGS.test(path));
  if (action === "update" && onlyTags) return finding("tags", "only tags change");
  if (action === "update" && attributes.length === 0) {
    return finding("update", "nothing but marks changes, such as what is sensitive");
  }
  if (action === "move") return finding("move", "only the address changes");
  const [rule, reason] = PLAIN[action as keyof typeof PLAIN] ?? PLAIN.update;
  const open = action === "create" ? unknownPolicies(resource, facts) : [];
  if (open.length > 0) return finding("create-unknown", `created; ${open.join(", ")} is known only after the apply`);
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
