import type { ResourceChange } from "../plan/plan";
import { created, findingsIn, reviewOf, reviewOfOne, stackOf, updated } from "../testing/plans";

function found(change: ResourceChange): string[] {
  return findingsIn(reviewOfOne(change)).filter((text) => !/^(update|create|cost)/.test(text));
}

type Values = Readonly<Record<string, unknown>>;
const images = (countNumber: number) => ({
  policy: JSON.stringify({
    rules: [{ selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber } }],
  }),
});
const objects = (days: number) => ({ bucket: "b", rule: [{ status: "Enabled", expiration: [{ days }] }] });

describe("losses by an update", () => {
  it.each<[string, string, Values, Values, string[]]>([
    [
      "images are kept in smaller number",
      "aws_ecr_lifecycle_policy",
      images(50),
      images(1),
      ['expiry: images where {"tagStatus":"any","countType":"imageCountMoreThan"} are deleted from 1 images on'],
    ],
    ["more images are kept", "aws_ecr_lifecycle_policy", images(1), images(50), []],
    [
      "objects expire sooner",
      "aws_s3_bucket_lifecycle_configuration",
      objects(90),
      objects(7),
      ["expiry: objects where all are deleted from 7 days on"],
    ],
    ["objects expire later", "aws_s3_bucket_lifecycle_configuration", objects(7), objects(90), []],
    [
      "old versions expire",
      "aws_s3_bucket_lifecycle_configuration",
      { rule: [] },
      {
        rule: [
          { status: "Enabled", filter: [{ prefix: "logs/" }], noncurrent_version_expiration: [{ noncurrent_days: 3 }] },
        ],
      },
      ['expiry: old versions where {"filter":[{"prefix":"logs/"}]} are deleted from 3 days on'],
    ],
    [
      "Google's objects expire",
      "google_storage_bucket",
      { lifecycle_rule: [] },
      { lifecycle_rule: [{ action: [{ type: "Delete" }], condition: [{ age: 30 }] }] },
      ["expiry: objects where all are deleted from 30 days on"],
    ],
    [
      "Azure's blobs expire",
      "azurerm_storage_management_policy",
      { rule: [] },
      {
        rule: [{ name: "old", actions: [{ base_blob: [{ delete_after_days_since_modification_greater_than: 10 }] }] }],
      },
      ["expiry: old: delete_after_days_since_modification_greater_than are deleted from 10 days on"],
    ],
    [
      "items of a table expire",
      "aws_dynamodb_table",
      { ttl: [{ enabled: false, attribute_name: "" }] },
      { ttl: [{ enabled: true, attribute_name: "exp" }] },
      ["expiry: items by exp are deleted once their time is over"],
    ],
    [
      "Cosmos DB's items expire",
      "azurerm_cosmosdb_sql_container",
      { default_ttl: -1 },
      { default_ttl: 60 },
      ["expiry: items are deleted from 60 seconds on"],
    ],
    [
      "messages are kept for a shorter time",
      "aws_sqs_queue",
      { message_retention_seconds: 345600 },
      { message_retention_seconds: 60 },
      ["retention-shortened: messages older than 60 seconds are deleted"],
    ],
    [
      "a topic forgets sooner",
      "google_pubsub_topic",
      { message_retention_duration: "604800s" },
      { message_retention_duration: "600s" },
      ["retention-shortened: messages older than 600 seconds are deleted"],
    ],
    [
      "snapshots are kept no more",
      "aws_elasticache_replication_group",
      { snapshot_retention_limit: 7 },
      { snapshot_retention_limit: 0 },
      ["protection-off: backups are switched off and deleted"],
    ],
    [
      "backups are switched off",
      "google_sql_database_instance",
      { settings: [{ backup_configuration: [{ enabled: true }] }] },
      { settings: [{ backup_configuration: [{ enabled: false }] }] },
      ["protection-off: backups are switched off (settings[0].backup_configuration[0].enabled)"],
    ],
    [
      "what is deleted is gone sooner",
      "aws_kms_key",
      { deletion_window_in_days: 30 },
      { deletion_window_in_days: 7 },
      ["retention-shortened: what is deleted can be brought back for 7 days only"],
    ],
    [
      "a disk becomes smaller",
      "aws_ebs_volume",
      { size: 100 },
      { size: 10 },
      ["smaller-storage: size shrinks from 100 to 10: what does not fit is lost"],
    ],
    [
      "a database gets less room",
      "azurerm_postgresql_flexible_server",
      { storage_mb: 65536 },
      { storage_mb: 32768 },
      ["smaller-storage: storage_mb shrinks from 65536 to 32768: what does not fit is lost"],
    ],
    ["a disk becomes larger", "aws_ebs_volume", { size: 10 }, { size: 100 }, []],
    [
      "a database is put back",
      "aws_db_instance",
      { snapshot_identifier: null },
      { snapshot_identifier: "old" },
      ['restored: it is put back to what snapshot_identifier holds: "old"'],
    ],
    [
      "a subscription ends when nobody reads it",
      "google_pubsub_subscription",
      { expiration_policy: [{ ttl: "" }] },
      { expiration_policy: [{ ttl: "86400s" }] },
      ["expiry: it and its messages are deleted from 86400 idle seconds on"],
    ],
  ])("says that %s", (_, type, before, after, expected) => {
    expect(found(updated(`${type}.a`, before, after))).toEqual(expected);
  });

  it("fears no rule that comes with what it deletes from", () => {
    const rule = created("aws_s3_bucket_lifecycle_configuration.a", objects(7));
    expect(found(rule)).toEqual(["expiry: objects where all are deleted from 7 days on"]);
    const both = stackOf(reviewOf([created("aws_s3_bucket.a", { bucket: "b" }), rule]));
    expect(both.resources.flatMap(findingsIn)).toEqual(["create: created", "create: created"]);
  });
});

describe("outages by an update", () => {
  it.each<[string, string, Values, Values, string[]]>([
    [
      "an autoscaled service may run nothing",
      "aws_appautoscaling_target",
      { min_capacity: 2, max_capacity: 4 },
      { min_capacity: 0, max_capacity: 0 },
      ["scaled-to-zero: max_capacity goes from 4 to 0"],
    ],
    [
      "a group is asked for no machine",
      "aws_autoscaling_group",
      { desired_capacity: 4, min_size: 2, max_size: 6 },
      { desired_capacity: 0, min_size: 0, max_size: 6 },
      ["scaled-to-zero: desired_capacity goes from 4 to 0"],
    ],
    [
      "a deployment has no pods, in numbers that are texts",
      "kubernetes_deployment_v1",
      { spec: [{ replicas: "3" }] },
      { spec: [{ replicas: "0" }] },
      ["scaled-to-zero: spec[0].replicas goes from 3 to 0"],
    ],
    [
      "a scale set is empty",
      "azurerm_linux_virtual_machine_scale_set",
      { instances: 2 },
      { instances: 0 },
      ["scaled-to-zero: instances goes from 2 to 0"],
    ],
    [
      "a machine is stopped",
      "google_compute_instance",
      { desired_status: "RUNNING" },
      { desired_status: "TERMINATED" },
      ['scaled-to-zero: desired_status goes from "RUNNING" to "TERMINATED"'],
    ],
    [
      "a machine of another size starts anew",
      "aws_instance",
      { instance_type: "t3.micro" },
      { instance_type: "m5.large" },
      ['restart: instance_type changes from "t3.micro" to "m5.large": it stops and starts again'],
    ],
    [
      "so does one of Azure",
      "azurerm_linux_virtual_machine",
      { size: "Standard_B1s" },
      { size: "Standard_D2s_v3" },
      ['restart: size changes from "Standard_B1s" to "Standard_D2s_v3": it stops and starts again'],
    ],
    [
      "a key is switched off",
      "aws_kms_key",
      { is_enabled: true },
      { is_enabled: false },
      ["path-off: it is switched off: whatever needs it fails (is_enabled)"],
    ],
    [
      "a name leads elsewhere, past the proxy",
      "cloudflare_record",
      { value: "198.51.100.1", proxied: true },
      { value: "203.0.113.9", proxied: false },
      [
        'path-off: the name leads elsewhere (value): "198.51.100.1" → "203.0.113.9"',
        "protection-off: requests no longer pass the proxy that protects it (proxied)",
      ],
    ],
    [
      "a listener answers by itself",
      "aws_lb_listener",
      { default_action: [{ type: "forward", target_group_arn: "x" }] },
      { default_action: [{ type: "fixed-response" }] },
      ["path-off: it no longer forwards requests, but answers with fixed-response"],
    ],
    [
      "a function may not run any more",
      "aws_lambda_function",
      { reserved_concurrent_executions: -1 },
      { reserved_concurrent_executions: 0 },
      ["scaled-to-zero: reserved_concurrent_executions goes from -1 to 0"],
    ],
    [
      "a chart runs nothing",
      "helm_release",
      { values: ["replicaCount: 3\n"] },
      { values: ["replicaCount: 0\n"] },
      ["scaled-to-zero: replicas in values go to 0"],
    ],
    [
      "a version of a key is switched off",
      "google_kms_crypto_key_version",
      { state: "ENABLED" },
      { state: "DISABLED" },
      ["path-off: it is switched off (state)"],
    ],
    [
      "a distribution is switched off",
      "aws_cloudfront_distribution",
      { enabled: true },
      { enabled: false },
      ["path-off: it is switched off (enabled)"],
    ],
  ])("says that %s", (_, type, before, after, expected) => {
    expect(found(updated(`${type}.a`, before, after))).toEqual(expected);
  });
});

describe("older TLS", () => {
  it.each([
    ["aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08"],
    ["aws_lb_listener", "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-TLS13-1-0-2021-06"],
    ["aws_api_gateway_domain_name", "security_policy", "TLS_1_2", "TLS_1_0"],
    ["aws_cloudfront_distribution", "minimum_protocol_version", "TLSv1.2_2021", "TLSv1_2016"],
    ["azurerm_storage_account", "min_tls_version", "TLS1_2", "TLS1_0"],
    ["azurerm_mssql_server", "minimum_tls_version", "1.2", "Disabled"],
    ["google_compute_ssl_policy", "profile", "RESTRICTED", "COMPATIBLE"],
  ])("is noticed in %s: %s from %s to %s, and its end is not", (type, name, newer, older) => {
    expect(found(updated(`${type}.a`, { [name]: newer }, { [name]: older }))).toEqual([
      `encryption-off: an older TLS is spoken: ${newer} → ${older} (${name})`,
    ]);
    expect(found(updated(`${type}.a`, { [name]: older }, { [name]: newer }))).toEqual([]);
  });
});
