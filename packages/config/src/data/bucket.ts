import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import type { LimitedName } from "../limited-name";
import { constantCase, kebabCase } from "../naming";
import { refusal } from "../schema/refusal";

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const LONGEST_NAME = 63;
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
/** Buckets of other stacks, which have names of the same form. */
const TAKEN_ROLES: Readonly<Record<string, string>> = {
  "alb-logs": "the load balancer's access logs",
  tfstate: "the states",
};

const bucketName = z
  .string()
  .regex(
    /^(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    refusal("is not the name of a bucket; use 3 to 63 lower-case letters, digits, hyphens and dots, and no URL or ARN"),
  )
  .refine(
    (name) => reserved(name) === undefined,
    refusal("is a name that S3 keeps for itself; write the name of a general purpose bucket"),
  );

const days = z.number().int().min(1).max(36_500);

/** S3 bucket. */
export const bucketKind = {
  title: "S3 bucket: private, encrypted, over TLS only",
  verbs: ["read", "write", "read-write"],
  description: z.strictObject({
    kind: z.literal("bucket"),
    versioned: z
      .boolean()
      .default(true)
      .describe("Keeps an object that is replaced or deleted, for `noncurrentDays`. Each version is billed."),
    noncurrentDays: days
      .default(30)
      .describe("Days that a replaced or deleted object can still be had back; after them it is gone."),
    expireDays: days
      .optional()
      .describe("Days after which an object is deleted by itself. Default: objects stay until somebody deletes them."),
    abandonedUploadDays: days
      .default(7)
      .describe("Days after which parts of an upload that was never completed are removed; nothing else shows them."),
  }),
  place: z.union([
    z.strictObject({
      deletionProtected: z
        .boolean()
        .describe("Refuses to delete the bucket while objects are in it; without, they are deleted with it."),
    }),
    z.strictObject({
      existing: z
        .strictObject({
          name: bucketName.describe("Name of a bucket that exists already, encrypted with S3's own key."),
        })
        .describe("A bucket that exists already in account and region, instead of one that the data stack creates."),
    }),
  ]),
  /** The names that AWS limits most. Buckets of all accounts share one room of names: the account's id keeps ours apart. */
  limitedNames: (
    name: string,
    { key, accountId }: { readonly key: string; readonly accountId: string },
  ): LimitedName[] => {
    const bucket = `${name}-${accountId}`;
    return [{ what: "bucket", name: bucket, most: LONGEST_NAME, against: against(bucket, key) }];
  },
  /** Variables that a service which uses the bucket gets. */
  variables: (key: string): string[] => [`${constantCase(key)}_BUCKET_NAME`],
} as const;

export type BucketDescription = DeepReadonly<Omit<z.input<typeof bucketKind.description>, "kind">>;

/** A bucket for files: `bucket()`, `bucket({ expireDays: 90 })`. */
export function bucket(description: BucketDescription = {}): BucketDescription & { readonly kind: "bucket" } {
  return { kind: "bucket", ...description };
}

/** What of a name S3 keeps for itself. */
function reserved(name: string): string | undefined {
  return (
    RESERVED_PREFIXES.find((prefix) => name.startsWith(prefix)) ??
    RESERVED_SUFFIXES.find((suffix) => name.endsWith(suffix))
  );
}

function against(bucket: string, key: string): string | undefined {
  const taken = TAKEN_ROLES[kebabCase(key)];
  if (taken !== undefined) return `which is the bucket of ${taken}; choose another key`;
  const part = reserved(bucket);
  return part && `and S3 keeps names with "${part}" for itself; rename the project or the environment`;
}
