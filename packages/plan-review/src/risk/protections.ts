import type { ResourceChange } from "../plan-json/plan";
import { listOf, member } from "../plan-json/value";
import type { Action, AttributeChange, Finding } from "../review/model";
import { kindsOf } from "./resource-kinds";
import { finding, type RuleName } from "./rules";

/** A switch that protects while it has the value `on`. */
interface Switch {
  readonly path: RegExp;
  readonly on: string;
  readonly rule: RuleName;
  readonly reason: string;
}

const SWITCHES: readonly Switch[] = [
  {
    path: /(^|\.)((enable_)?deletion_protection(_enabled)?|(enable_)?termination_protection|disable_api_termination)$/,
    on: "true",
    rule: "protection-off",
    reason: "deletion protection is switched off",
  },
  {
    path: /(^|\.)((storage_)?encrypted|encryption_enabled|(at_rest|transit)_encryption_enabled|kms_encrypted|sqs_managed_sse_enabled)$|(server_side_encryption|encrypt_at_rest|encryption_at_rest)\[\d+\]\.enabled$/,
    on: "true",
    rule: "encryption-off",
    reason: "encryption is switched off",
  },
  {
    path: /(^|\.)(block_public_acls|block_public_policy|ignore_public_acls|restrict_public_buckets)$/,
    on: "true",
    rule: "public-bucket",
    reason: "public access is no longer blocked",
  },
  {
    path: /(^|\.)(versioning\[\d+\]\.enabled)$/,
    on: "true",
    rule: "protection-off",
    reason: "versioning is switched off",
  },
  {
    path: /(^|\.)versioning_configuration\[\d+\]\.status$/,
    on: '"Enabled"',
    rule: "protection-off",
    reason: "versioning is switched off",
  },
  {
    path: /point_in_time_recovery\[\d+\]\.enabled$/,
    on: "true",
    rule: "protection-off",
    reason: "point-in-time recovery is switched off",
  },
  {
    path: /(^|\.)(force_destroy|force_delete)$/,
    on: "false",
    rule: "protection-off",
    reason: "it may be deleted with everything in it",
  },
  {
    path: /(^|\.)skip_final_snapshot$/,
    on: "false",
    rule: "protection-off",
    reason: "it may be deleted without a last snapshot",
  },
  {
    path: /(^|\.)(publicly_accessible|public_network_access_enabled)$/,
    on: "false",
    rule: "protection-off",
    reason: "it may be reached from outside of its network",
  },
];

/** What is said of resources that protect another one when they go; of all others of the kind, that they go. */
const GUARDS: ReadonlyMap<string, readonly [RuleName, string]> = new Map<string, readonly [RuleName, string]>(
  Object.entries({
    aws_s3_account_public_access_block: ["public-bucket", "public access is no longer blocked in the account"],
    aws_s3_bucket_public_access_block: ["public-bucket", "public access is no longer blocked"],
    aws_s3_bucket_server_side_encryption_configuration: ["encryption-off", "encryption is no longer configured"],
    aws_s3_bucket_versioning: ["protection-off", "versioning is switched off"],
    aws_wafv2_web_acl_association: ["protection-off", "the firewall no longer stands before it"],
  }),
);
const UNGUARDED = "what it protects or watches over is left alone";

/** Protections that a change switches off or takes away. */
export function protectionFindings(
  resource: ResourceChange,
  action: Action,
  attributes: readonly AttributeChange[],
): Finding[] {
  const { change } = resource;
  const found = action === "update" || action === "replace" ? attributes.flatMap(switchedOff) : [];
  if (action === "delete") found.push(...guardGone(resource));
  if (isPublicAcl(member(change?.after, "acl")) && !isPublicAcl(member(change?.before, "acl"))) {
    found.push(finding("public-bucket", "its ACL lets everybody in"));
  }
  return [...found, ...encryptionGone(change)];
}

/** A deposed guard has a successor. */
function guardGone(resource: ResourceChange): Finding[] {
  const { type = "", deposed } = resource;
  if (deposed !== undefined || !kindsOf(resource)?.has("guardsAccess")) return [];
  const [rule, reason] = GUARDS.get(type) ?? ["protection-off", `${type} is deleted: ${UNGUARDED}`];
  return [finding(rule, reason)];
}

function switchedOff({ path, before, after, unknown }: AttributeChange): Finding[] {
  const found = SWITCHES.find((one) => one.path.test(path));
  if (!found || before !== found.on || after === before || unknown) return [];
  return [finding(found.rule, `${found.reason} (${path})`)];
}

function isPublicAcl(acl: unknown): boolean {
  return typeof acl === "string" && /^(public-|authenticated-read)/.test(acl);
}

/** A bucket of the old kind, or a listener: encrypted by a block or by a protocol. */
function encryptionGone(change: ResourceChange["change"]): Finding[] {
  const { before, after } = change ?? {};
  const block = "server_side_encryption_configuration";
  if (after !== null && listOf(member(before, block)).length > 0 && listOf(member(after, block)).length === 0) {
    return [finding("encryption-off", "encryption is no longer configured")];
  }
  const [from, to] = [member(before, "protocol"), member(after, "protocol")];
  if ((from === "HTTPS" || from === "TLS") && (to === "HTTP" || to === "TCP")) {
    return [finding("encryption-off", `the protocol is no longer ${from}, but ${to}`)];
  }
  return [];
}
