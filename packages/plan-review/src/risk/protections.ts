import { isFirewall, refusals } from "../exposure/network/other-firewalls";
import type { ResourceChange } from "../plan/plan";
import { isContainer, listOf, member } from "../plan/value";
import { type Finder, type Found, found } from "./finding";
import { kindsOf } from "./resource-kinds";
import type { RuleName } from "./rules";

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

/** Protections that a change takes away. */
export const unprotected: Finder = ({ resource, action }) => {
  const { change } = resource;
  const isOpened = isPublicAcl(member(change?.after, "acl")) && !isPublicAcl(member(change?.before, "acl"));
  return [
    ...(action === "delete" ? guardGone(resource) : []),
    ...(isOpened ? [found("public-bucket", "its ACL lets everybody in")] : []),
    ...refusalsGone(resource),
    ...encryptionGone(change),
  ];
};

/** What a firewall kept out, and does no more. */
function refusalsGone({ type = "", change }: ResourceChange): Found[] {
  if (!isContainer(change?.before) || !isFirewall(type)) return [];
  const still = new Set(isContainer(change.after) ? refusals(type, change.after) : []);
  return refusals(type, change.before)
    .filter((refusal) => !still.has(refusal))
    .map((refusal) => found("protection-off", `no longer refuses ${refusal}`));
}

/** A deposed guard has a successor. */
function guardGone(resource: ResourceChange): Found[] {
  const { type = "", deposed } = resource;
  if (deposed !== undefined || !kindsOf(resource)?.has("guardsAccess")) return [];
  const [rule, reason] = GUARDS.get(type) ?? ["protection-off", `${type} is deleted: ${UNGUARDED}`];
  return [found(rule, reason)];
}

function isPublicAcl(acl: unknown): boolean {
  return typeof acl === "string" && /^(public-|authenticated-read)/.test(acl);
}

/** A bucket of the old kind, or a listener: encrypted by a block or by a protocol. */
function encryptionGone(change: ResourceChange["change"]): Found[] {
  const { before, after } = change ?? {};
  const block = "server_side_encryption_configuration";
  if (after !== null && listOf(member(before, block)).length > 0 && listOf(member(after, block)).length === 0) {
    return [found("encryption-off", "encryption is no longer configured")];
  }
  const [from, to] = [member(before, "protocol"), member(after, "protocol")];
  if ((from === "HTTPS" || from === "TLS") && (to === "HTTP" || to === "TCP")) {
    return [found("encryption-off", `the protocol is no longer ${from}, but ${to}`)];
  }
  return [];
}
