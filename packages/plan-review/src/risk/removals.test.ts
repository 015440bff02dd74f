import type { ResourceChange } from "../plan/plan";
import { deleted, replaced, resource, reviewOfOne, updated } from "../testing/plans";
import { type Finding, isRisky } from "./finding";

function found(change: ResourceChange): string[] {
  return reviewOfOne(change)
    .findings.filter(isRisk)
    .map(({ level, rule, reason }) => `${level}, ${rule}: ${reason}`);
}

function isRisk(finding: Finding): boolean {
  return isRisky({ findings: [finding] });
}

describe("what is lost, or no longer there", () => {
  it.each<[ResourceChange, string[]]>([
    [
      deleted("aws_dynamodb_table.a", {}),
      ["data loss, stateful-delete: aws_dynamodb_table is deleted: what it holds is lost"],
    ],
    [
      replaced("aws_db_instance.a", {}, {}),
      ["data loss, stateful-replace: aws_db_instance is replaced: what it holds is lost"],
    ],
    [
      replaced("aws_lb_target_group.a", {}, {}),
      ["outage, path-replace: aws_lb_target_group is replaced: requests run through it"],
    ],
    [deleted("aws_nat_gateway.a", {}), ["outage, path-delete: aws_nat_gateway is deleted: requests run through it"]],
    [deleted("aws_iam_role.a", {}), []],
    [updated("aws_dynamodb_table.a", { a: 1 }, { a: 2 }), []],
  ])("judges %j", (change, expected) => {
    expect(found(change)).toEqual(expected);
  });

  it("fears nothing where the old object stays", () => {
    expect(found(resource("aws_dynamodb_table.a", { actions: ["create", "forget"], before: {}, after: {} }))).toEqual(
      [],
    );
  });

  it("says what a deletion leaves", () => {
    expect(found(deleted("aws_db_instance.a", { skip_final_snapshot: false }))).toEqual([
      "data loss, stateful-delete: aws_db_instance is deleted: what its last snapshot does not hold is lost",
    ]);
    expect(found(deleted("acme_thing.a", {}))).toEqual([
      "data loss, unknown-delete: acme_thing is deleted, and no rule knows it: it may lose data",
    ]);
    expect(found(resource("aws_db_instance.a", { actions: ["forget"], before: {}, after: null }))).toEqual([
      "access, stateful-forget: it stays, and nothing in the configuration protects what it holds any more",
    ]);
  });

  it("takes no deposed object for an outage, since another one has its place", () => {
    const deposed = (type: string) => ({ ...deleted(`${type}.a`, {}), deposed: "abc12345" });
    expect(found(deposed("aws_lb_target_group"))).toEqual([]);
    expect(found(deposed("google_compute_instance"))).toEqual([]);
    expect(found(deposed("aws_ebs_volume"))).toEqual([
      "data loss, stateful-delete: aws_ebs_volume is deleted: what it holds is lost",
    ]);
  });

  it.each([
    [
      { retention_in_days: 90 },
      { retention_in_days: 7 },
      "data loss, retention-shortened: logs older than 7 days are deleted",
    ],
    [
      { retention_in_days: 0 },
      { retention_in_days: 365 },
      "data loss, retention-shortened: logs older than 365 days are deleted",
    ],
    [
      { backup_retention_period: 7 },
      { backup_retention_period: 1 },
      "data loss, retention-shortened: backups older than 1 days are deleted",
    ],
    [
      { backup_retention_period: 7 },
      { backup_retention_period: 0 },
      "access, protection-off: backups are switched off and deleted",
    ],
  ])("notices that less is kept: %j becomes %j", (before, after, expected) => {
    expect(found(updated("aws_cloudwatch_log_group.a", before, after))).toEqual([expected]);
  });

  it.each([
    [{ retention_in_days: 7 }, { retention_in_days: 0 }],
    [{ retention_in_days: 7 }, { retention_in_days: 90 }],
    [{}, { retention_in_days: 7 }],
    [{ backup_retention_period: 0 }, { backup_retention_period: 7 }],
  ])("has nothing against keeping more: %j becomes %j", (before, after) => {
    expect(found(updated("aws_cloudwatch_log_group.a", before, after))).toEqual([]);
  });

  it("notices that nothing is left running", () => {
    expect(found(updated("aws_ecs_service.a", { desired_count: 2 }, { desired_count: 0 }))).toEqual([
      "outage, scaled-to-zero: desired_count goes from 2 to 0",
    ]);
    expect(found(updated("aws_ecs_service.a", { desired_count: 2 }, { desired_count: 1 }))).toEqual([]);
    expect(found(updated("aws_thing.a", { desired_count: 2 }, { desired_count: 0 }))).toEqual([]);
  });
});
