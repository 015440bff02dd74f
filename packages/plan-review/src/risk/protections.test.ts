import type { ResourceChange } from "../plan/plan";
import { created, deleted, findingsIn, replaced, reviewOfOne, updated } from "../testing/plans";

function found(change: ResourceChange): string[] {
  return findingsIn(reviewOfOne(change)).filter((text) => !/^(update|create|delete|cost|path|stateful)/.test(text));
}

describe("protectionFindings", () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown>, string]>([
    [
      "aws_lb",
      { enable_deletion_protection: true },
      { enable_deletion_protection: false },
      "protection-off: deletion protection is switched off (enable_deletion_protection)",
    ],
    [
      "aws_dynamodb_table",
      { deletion_protection_enabled: true },
      {},
      "protection-off: deletion protection is switched off (deletion_protection_enabled)",
    ],
    [
      "aws_db_instance",
      { storage_encrypted: true },
      { storage_encrypted: false },
      "encryption-off: encryption is switched off (storage_encrypted)",
    ],
    [
      "aws_dynamodb_table",
      { server_side_encryption: [{ enabled: true }] },
      { server_side_encryption: [] },
      "encryption-off: encryption is switched off (server_side_encryption[0].enabled)",
    ],
    [
      "aws_dynamodb_table",
      { point_in_time_recovery: [{ enabled: true }] },
      { point_in_time_recovery: [{ enabled: false }] },
      "protection-off: point-in-time recovery is switched off (point_in_time_recovery[0].enabled)",
    ],
    [
      "aws_s3_bucket_public_access_block",
      { block_public_policy: true },
      { block_public_policy: false },
      "public-bucket: public access is no longer blocked (block_public_policy)",
    ],
    [
      "aws_s3_bucket_versioning",
      { versioning_configuration: [{ status: "Enabled" }] },
      { versioning_configuration: [{ status: "Suspended" }] },
      "protection-off: versioning is switched off (versioning_configuration[0].status)",
    ],
    [
      "aws_ecr_repository",
      { force_delete: false },
      { force_delete: true },
      "protection-off: it may be deleted with everything in it (force_delete)",
    ],
    [
      "aws_db_instance",
      { skip_final_snapshot: false },
      { skip_final_snapshot: true },
      "protection-off: it may be deleted without a last snapshot (skip_final_snapshot)",
    ],
    [
      "aws_db_instance",
      { publicly_accessible: false },
      { publicly_accessible: true },
      "protection-off: it may be reached from outside of its network (publicly_accessible)",
    ],
    [
      "aws_s3_bucket",
      { server_side_encryption_configuration: [{ rule: [] }] },
      { server_side_encryption_configuration: [] },
      "encryption-off: encryption is no longer configured",
    ],
    ["aws_s3_bucket_acl", { acl: "private" }, { acl: "public-read" }, "public-bucket: its ACL lets everybody in"],
  ])("notices what is switched off in a %s", (type, before, after, expected) => {
    expect(found(updated(`${type}.a`, before, after))).toEqual([expected]);
  });

  it.each([
    ["aws_s3_bucket_public_access_block", "public-bucket: public access is no longer blocked"],
    ["aws_s3_bucket_server_side_encryption_configuration", "encryption-off: encryption is no longer configured"],
    ["aws_wafv2_web_acl_association", "protection-off: the firewall no longer stands before it"],
  ])("notices that a %s is deleted", (type, expected) => {
    expect(found(deleted(`${type}.a`, { block_public_acls: true }))).toEqual([expected]);
  });

  it.each([
    "aws_guardduty_detector",
    "google_logging_project_sink",
    "azurerm_management_lock",
    "kubernetes_network_policy_v1",
  ])("notices that a watch or a guard is gone with a %s", (type) => {
    expect(found(deleted(`${type}.a`, {}))).toEqual([
      `protection-off: ${type} is deleted: what it protects or watches over is left alone`,
    ]);
  });

  it("notices what is switched off by a replacement", () => {
    expect(found(replaced("aws_ebs_volume.a", { encrypted: true }, { encrypted: false }))).toEqual([
      "encryption-off: encryption is switched off (encrypted)",
    ]);
  });

  it("has nothing against switching protections on, or against what is not known yet", () => {
    expect(
      found(updated("aws_lb.a", { enable_deletion_protection: false }, { enable_deletion_protection: true })),
    ).toEqual([]);
    expect(
      found(replaced("aws_ebs_volume.a", { encrypted: true }, {}, { after_unknown: { encrypted: true } })),
    ).toEqual([]);
    expect(found(updated("aws_s3_bucket_acl.a", { acl: "public-read", x: 1 }, { acl: "public-read", x: 2 }))).toEqual(
      [],
    );
  });

  it("notices a bucket that is public from the beginning", () => {
    expect(found(created("aws_s3_bucket_acl.a", { acl: "public-read-write" }))).toEqual([
      "public-bucket: its ACL lets everybody in",
    ]);
  });
});
