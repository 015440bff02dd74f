import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { constantCase } from "../naming";
import { refusal } from "../schema/refusal";
import { rotation } from "../secrets";

// The page had them on 2026-11-30: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
const VERSIONS = ["7.2", "8.0", "8.1", "8.2", "9.0", "9.1"] as const;
// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html
const LONGEST_NAME = 40;
const MOST_REPLICAS = 5;
const LONGEST_RETENTION_DAYS = 35;
const REDIS_PORT = 6379;

const port = z.number().int().min(1024).max(65_535);

/** ElastiCache for Valkey. */
export const cacheKind = {
  title: "ElastiCache for Valkey, reached over TLS and with a password",
  verbs: ["read-write"],
  description: z.strictObject({
    kind: z.literal("cache"),
    version: z
      .enum(VERSIONS)
      .default("8.2")
      .describe(
        "Version of Valkey. A higher one is an upgrade in place; a lower one replaces the cache, and empties it.",
      ),
  }),
  place: z.strictObject({
    nodeType: z
      .string()
      // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
      .regex(/^cache\.[a-z][a-z0-9-]*\.[a-z0-9]+$/, refusal('is not a node type; write one like "cache.t4g.micro"'))
      .default("cache.t4g.micro")
      .describe("Node type, billed by the hour for each copy."),
    replicas: z
      .number()
      .int()
      .min(0)
      .max(MOST_REPLICAS)
      .default(0)
      .describe("Further copies, in other zones. With at least one, another one takes over when the first fails."),
    password: z
      .boolean()
      .default(true)
      .describe("Asks for a password. Without one, whoever reaches the port reads and writes everything."),
    rotation: rotation.default(1).describe("A higher number generates a new password with the next deploy."),
    snapshotRetentionDays: z
      .number()
      .int()
      .min(0)
      .max(LONGEST_RETENTION_DAYS)
      .default(0)
      .describe("Days that daily snapshots are kept; 0 makes none."),
    port: port.default(REDIS_PORT).describe("Port of the cache. Another one replaces the cache, and empties it."),
    existing: z
      .strictObject({
        urlSecret: z
          .string()
          // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
          .regex(/^[A-Za-z0-9/_+=.@-]{1,512}$/, refusal('is not a secret\'s name; write one like "prod/sessions-url"'))
          .describe("Name of a secret in Secrets Manager that holds its URL: `rediss://USER:PASSWORD@HOST:PORT/0`."),
        securityGroupId: z
          .string()
          .regex(
            /^sg-[0-9a-f]{8,17}$/,
            refusal('is not the id of a security group; write it like "sg-0123456789abcdef0"'),
          )
          .describe("Its security group; a rule for each service that uses it is added."),
      })
      .optional()
      .describe("A cache that exists already, on `port`; nothing else of this table counts then. Default: a new one."),
  }),
  /** The names that AWS limits most, made of the cache's own. */
  limitedNames: (name: string) => [{ what: "replication group", name, most: LONGEST_NAME }],
  /** Variables that a service which uses the cache gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_CACHE_URL`],
} as const;

export type CacheDescription = DeepReadonly<Omit<z.input<typeof cacheKind.description>, "kind">>;

/** A Valkey cache: `cache()`, or `cache({ version: "8.1" })`. */
export function cache(description: CacheDescription = {}): CacheDescription & { readonly kind: "cache" } {
  return { kind: "cache", ...description };
}
