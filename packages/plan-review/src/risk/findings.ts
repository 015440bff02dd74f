import type { ResourceChange } from "../plan-json/plan";
import type { Action, AttributeChange, Finding } from "../review/model";
import { RISK_LEVELS } from "../review/model";
import { closedBy, exposureText, isPublic, openedBy } from "../understanding/exposure";
import { isInThePath, isStateful } from "./resource-kinds";
import { widenedPolicies } from "./widened-policies";

export interface Judged {
  readonly resource: ResourceChange;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  readonly monthlyCost: number | undefined;
}

/** Why a change deserves a look, worst first. Something that changes has at least one. */
export function findingsOf(judged: Judged): Finding[] {
  const { action } = judged;
  if (action === "no-op" || action === "read") return [];
  const found = [...lossFindings(judged), ...accessFindings(judged), ...costFindings(judged)];
  if (found.length === 0) found.push(plainFinding(judged));
  return found.sort((a, b) => RISK_LEVELS.indexOf(a.level) - RISK_LEVELS.indexOf(b.level));
}

function lossFindings({ resource, action }: Judged): Finding[] {
  const { type = "" } = resource;
  const found: Finding[] = [];
  const gone = action === "delete" || action === "replace";
  const verb = action === "delete" ? "deleted" : "replaced";
  if (gone && isStateful(type)) {
    found.push({ level: "data loss", rule: `stateful-${action}`, reason: `${type} is ${verb}: what it holds is lost` });
  }
  if (gone && isInThePath(type)) {
    found.push({ level: "outage", rule: `path-${action}`, reason: `${type} is ${verb}: requests run through it` });
  }
  return found;
}

/** Switches that protect; switching one off widens what can happen. */
const PROTECTIONS: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(enable_)?deletion_protection(_enabled)?$/, "deletion protection is switched off"],
  [
    /(^|\.)(storage_)?encrypted$|server_side_encryption\[\d+\]\.enabled$|encryption_at_rest\[\d+\]\.enabled$/,
    "encryption is switched off",
  ],
  [
    /(^|\.)(block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/,
    "public access is no longer blocked",
  ],
  [/point_in_time_recovery\[\d+\]\.enabled$/, "point-in-time recovery is switched off"],
];

function accessFindings({ resource, action, attributes }: Judged): Finding[] {
  const found: Finding[] = [];
  for (const exposure of openedBy(resource)) {
    if (exposure.direction !== "in") continue;
    const reason = `${exposureText(exposure)}: new`;
    if (isPublic(exposure)) found.push({ level: "access", rule: "public-ingress", reason });
    else found.push({ level: "change", rule: "ingress", reason });
  }
  for (const exposure of closedBy(resource)) {
    if (exposure.direction === "in" && action !== "delete") {
      found.push({ level: "change", rule: "ingress", reason: `${exposureText(exposure)}: closed` });
    }
  }
  for (const reason of widenedPolicies(resource)) found.push({ level: "access", rule: "widened-policy", reason });
  if (action === "update") {
    for (const { path, before, after } of attributes) {
      const protection = PROTECTIONS.find(([pattern]) => pattern.test(path))?.[1];
      if (protection && before === "true" && after !== "true") {
        found.push({ level: "access", rule: "protection-off", reason: `${protection} (${path})` });
      }
    }
  }
  if (
    resource.type === "aws_s3_bucket_acl" &&
    /public/.test(String((resource.change?.after as { acl?: unknown } | null)?.acl))
  ) {
    found.push({ level: "access", rule: "public-bucket", reason: "the bucket's ACL is public" });
  }
  return found;
}

function costFindings({ monthlyCost }: Judged): Finding[] {
  if (monthlyCost === undefined) return [];
  const sign = monthlyCost > 0 ? "+" : "−";
  return [{ level: "cost", rule: "cost", reason: `${sign}$${Math.abs(monthlyCost).toFixed(2)} a month` }];
}

function plainFinding({ action, attributes }: Judged): Finding {
  const onlyTags = attributes.length > 0 && attributes.every(({ path }) => /^tags(_all)?(\.|\[|$)/.test(path));
  if (action === "update" && onlyTags) return { level: "cosmetic", rule: "tags", reason: "only tags change" };
  if (action === "move") return { level: "cosmetic", rule: "move", reason: "only the address changes" };
  return { level: "change", rule: action, reason: TEXTS[action] };
}

const TEXTS: Readonly<Record<Action, string>> = {
  create: "created",
  update: "changed in place",
  replace: "replaced",
  delete: "deleted",
  read: "read",
  move: "moved",
  import: "brought under Terraform's care as it is",
  forget: "stays, and Terraform forgets it",
  "no-op": "unchanged",
};
