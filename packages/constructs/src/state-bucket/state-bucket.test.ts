import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { StateBucket } from "./state-bucket";

const stateBucket = (
  props: { expiresLocks?: boolean } = { expiresLocks: true },
): Record<string, Record<string, Block>> =>
  oneStack((stack) => {
    new StateBucket(stack, "states", { name: "app-states", ...props });
  }).resource;

const BUCKET = "${aws_s3_bucket.states_bucket.id}";

describe("StateBucket", () => {
  it("is never destroyed by Terraform", () => {
    expect(stateBucket().aws_s3_bucket?.states_bucket).toMatchObject({
      bucket: "app-states",
      lifecycle: { prevent_destroy: true },
    });
  });

  it("keeps every version of a state for good, and of locks for a month", () => {
    const { rule } = stateBucket().aws_s3_bucket_lifecycle_configuration?.states_lifecycle ?? {};
    expect(rule.filter((one: Block) => "noncurrent_version_expiration" in one)).toEqual([
      {
        id: "locks",
        status: "Enabled",
        filter: [{ object_size_less_than: 1024 }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      },
    ]);
    expect(rule.map(({ id, expiration = [] }: Block) => [id, expiration])).toEqual([
      ["locks", []],
      ["leftovers", [{ expired_object_delete_marker: true }]],
    ]);
    expect(stateBucket().aws_s3_bucket_versioning?.states_versioning).toMatchObject({
      bucket: BUCKET,
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("keeps locks as well unless told otherwise", () => {
    expect(stateBucket({}).aws_s3_bucket_lifecycle_configuration).toBeUndefined();
  });

  it("is encrypted at rest", () => {
    const encryption = stateBucket().aws_s3_bucket_server_side_encryption_configuration?.states_encryption;
    expect(encryption).toMatchObject({
      bucket: BUCKET,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
  });

  it("refuses everything that does not come over TLS", () => {
    const { policy } = stateBucket().aws_s3_bucket_policy?.states_policy ?? {};
    expect(JSON.parse(policy).Statement).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: ["${aws_s3_bucket.states_bucket.arn}", "${aws_s3_bucket.states_bucket.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("is never public, neither by policy nor by ACL", () => {
    const { aws_s3_bucket_public_access_block, aws_s3_bucket_ownership_controls } = stateBucket();
    expect(aws_s3_bucket_public_access_block?.states_public_access).toMatchObject({
      bucket: BUCKET,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(aws_s3_bucket_ownership_controls?.states_ownership?.rule).toEqual({
      object_ownership: "BucketOwnerEnforced",
    });
  });

  it("changes its access one step after the other", () => {
    expect(stateBucket().aws_s3_bucket_policy?.states_policy?.depends_on).toEqual([
      "aws_s3_bucket_public_access_block.states_public_access",
    ]);
  });
});
