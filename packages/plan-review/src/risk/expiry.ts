import { decodeJson } from "../difference/documents";
import type { PlanFacts } from "../plan/plan-facts";
import { type Container, isContainer, listOf, member } from "../plan/value";
import { byType } from "./by-type";
import { found, whereItStays } from "./finding";
import { kindsOf } from "./resource-kinds";

/** Something that deletes what is kept, by itself, from some day or some number on. */
interface Expiry {
  readonly what: string;
  readonly from: number;
  readonly unit: string;
}

const OWN_TIME = "once their time is over";

interface Expiring {
  readonly types: RegExp;
  /** The argument that names what it deletes from, where that is another resource. */
  readonly of?: string;
  readonly expiries: (values: Container) => readonly Expiry[];
}

/** Rules that delete, as each provider's documentation of its resource has them. */
const EXPIRING: readonly Expiring[] = [
  {
    types: /^aws_s3_bucket_lifecycle_configuration$|^aws_s3control_bucket_lifecycle_configuration$/,
    of: "bucket",
    expiries: ({ rule }) => listOf(rule).flatMap(objectRule),
  },
  {
    types: /^(aws_s3_bucket|digitalocean_spaces_bucket|alicloud_oss_bucket|scaleway_object_bucket)$/,
    expiries: ({ lifecycle_rule: rules }) => listOf(rules).flatMap(objectRule),
  },
  {
    types: /^google_storage_bucket$/,
    expiries: ({ lifecycle_rule: rules }) =>
      listOf(rules)
        .filter((rule) => /^Delete$/.test(String(member(listOf(member(rule, "action"))[0], "type"))))
        .map((rule) => {
          const condition = listOf(member(rule, "condition"))[0];
          return {
            what: `objects where ${selector({ ...asContainer(condition), age: undefined })}`,
            from: Number(member(condition, "age") ?? 0),
            unit: "days",
          };
        }),
  },
  {
    types: /^azurerm_storage_management_policy$/,
    of: "storage_account_id",
    expiries: ({ rule }) =>
      listOf(rule).flatMap((one) =>
        numbersNamed(member(one, "actions"), /^delete_after_days/).map(([name, from]) => ({
          what: `${String(member(one, "name"))}: ${name}`,
          from,
          unit: "days",
        })),
      ),
  },
  {
    types: /^aws_ecr_lifecycle_policy$/,
    of: "repository",
    expiries: ({ policy }) => listOf(member(decodeJson(policy), "rules")).map(imageRule),
  },
  {
    types: /^google_artifact_registry_repository$/,
    expiries: ({ cleanup_policies: policies }) =>
      listOf(policies)
        .filter((one) => member(one, "action") === "DELETE")
        .map((one) => ({
          what: `artifacts by ${String(member(one, "id"))} ${JSON.stringify(member(one, "condition"))}`,
          from: 0,
          unit: "days",
        })),
  },
  {
    // https://cloud.google.com/pubsub/docs/subscription-properties#expiration-period
    types: /^google_pubsub_subscription$/,
    expiries: ({ expiration_policy: policy }) =>
      listOf(policy).flatMap((one) =>
        positive(String(member(one, "ttl")).replace(/s$/, ""), "it and its messages", "idle seconds"),
      ),
  },
  { types: /^aws_dynamodb_table$/, expiries: ({ ttl }) => switchedOn(ttl, "items") },
  {
    types: /^aws_keyspaces_table$/,
    expiries: ({ ttl, default_time_to_live: after }) => [...statusOn(ttl), ...positive(after, "rows", "seconds")],
  },
  {
    types: /^google_firestore_field$/,
    expiries: ({ ttl_config: config }) =>
      listOf(config).length > 0 ? [{ what: "documents", from: 0, unit: OWN_TIME }] : [],
  },
  {
    types: /^google_bigquery_(dataset|table)$/,
    expiries: ({
      default_table_expiration_ms: tables,
      default_partition_expiration_ms: partitions,
      expiration_time: table,
    }) => [
      ...positive(tables, "tables", "milliseconds"),
      ...positive(partitions, "partitions", "milliseconds"),
      ...positive(table, "the table", "milliseconds since 1970"),
    ],
  },
  {
    types: /^google_bigtable_gc_policy$/,
    expiries: (values) =>
      numbersNamed(values, /^(days|number)$/).map(([name, from]) => ({ what: `cells by ${name}`, from, unit: name })),
  },
  {
    types: /^azurerm_cosmosdb_\w+$/,
    expiries: ({ default_ttl: after, default_ttl_seconds: seconds, analytical_storage_ttl: analytical }) => [
      ...positive(after, "items", "seconds"),
      ...positive(seconds, "items", "seconds"),
      ...positive(analytical, "analytical items", "seconds"),
    ],
  },
  {
    types: /^(aws_backup_plan|aws_dlm_lifecycle_policy)$/,
    expiries: (values) =>
      numbersNamed(values, /^(delete_after|cold_storage_delete_after)$/).map(([, from]) => ({
        what: "backups",
        from,
        unit: "days",
      })),
  },
  {
    types: /^kafka_topic$|^confluent_kafka_topic$/,
    expiries: ({ config }) =>
      ["retention.ms", "retention.bytes"].flatMap((name) => positive(member(config, name), "records", name)),
  },
];

const expiringOf = byType((type) => EXPIRING.find(({ types }) => types.test(type)));

/** What is deleted by itself after a change, and would not have been before, or only later. */
export const expiries = whereItStays(({ resource: { type = "", change }, facts }) => {
  const expiring = expiringOf(type);
  if (!expiring || !isContainer(change?.after)) return [];
  const isNew = !isContainer(change.before);
  // Of what is new itself, nothing is lost.
  if (isNew && (expiring.of === undefined || isNewToo(member(change.after, expiring.of), facts))) return [];
  const before = isContainer(change.before) ? expiring.expiries(change.before) : [];
  return expiring
    .expiries(change.after)
    .filter(({ what, from }) => !before.some((one) => one.what === what && one.from <= from))
    .map(({ what, from, unit }) =>
      found("expiry", `${what} are deleted ${unit === OWN_TIME ? OWN_TIME : `from ${from} ${unit} on`}`),
    );
});

function isNewToo(owner: unknown, facts: PlanFacts | undefined): boolean {
  return (
    typeof owner !== "string" ||
    facts === undefined ||
    facts.createdAs(owner).some((one) => kindsOf(one)?.has("keepsData"))
  );
}

function objectRule(rule: unknown): Expiry[] {
  const status = member(rule, "status") ?? member(rule, "enabled");
  if (status === "Disabled" || status === false) return [];
  const where = selector({ filter: member(rule, "filter"), prefix: member(rule, "prefix") });
  const foundIn = (block: string, names: readonly string[], what: string) =>
    listOf(member(rule, block)).flatMap((one) =>
      names.flatMap((name) =>
        positive(
          member(one, name),
          `${what} where ${where}`,
          name === "newer_noncurrent_versions" ? "versions" : "days",
        ),
      ),
    );
  return [
    ...foundIn("expiration", ["days"], "objects"),
    ...listOf(member(rule, "expiration")).flatMap((one) =>
      member(one, "date") ? [{ what: `objects where ${where}`, from: 0, unit: String(member(one, "date")) }] : [],
    ),
    ...foundIn(
      "noncurrent_version_expiration",
      ["noncurrent_days", "days", "newer_noncurrent_versions"],
      "old versions",
    ),
  ];
}

function imageRule(rule: unknown): Expiry {
  const selection = member(rule, "selection");
  const { countNumber, ...rest } = asContainer(selection);
  return {
    what: `images where ${selector(rest)}`,
    from: Number(countNumber),
    unit: String(rest.countUnit ?? "images"),
  };
}

function switchedOn(blocks: unknown, what: string): Expiry[] {
  return listOf(blocks).flatMap((one) =>
    member(one, "enabled") === true
      ? [{ what: `${what} by ${String(member(one, "attribute_name"))}`, from: 0, unit: OWN_TIME }]
      : [],
  );
}

function statusOn(blocks: unknown): Expiry[] {
  return listOf(blocks).flatMap((one) =>
    member(one, "status") === "ENABLED" ? [{ what: "rows", from: 0, unit: OWN_TIME }] : [],
  );
}

/** Of 0 and below, and of nothing, providers make "never". */
function positive(value: unknown, what: string, unit: string): Expiry[] {
  const number = Number(value ?? Number.NaN);
  return number > 0 ? [{ what, from: number, unit }] : [];
}

function numbersNamed(values: unknown, names: RegExp): (readonly [string, number])[] {
  if (!isContainer(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => {
    if (isContainer(value)) return numbersNamed(value, names);
    // Azure's provider writes -1 where nothing is deleted.
    return names.test(key) && Number(value ?? -1) > 0 ? [[key, Number(value)] as const] : [];
  });
}

function asContainer(value: unknown): Container {
  return isContainer(value) ? value : {};
}

/** What a rule is for, as short JSON without what is empty. */
function selector(values: Container): string {
  const text = JSON.stringify(values, (_, value: unknown) =>
    value === null || value === "" || value === false || (Array.isArray(value) && value.length === 0)
      ? undefined
      : value,
  );
  return text === "{}" ? "all" : text;
}
