import { oneStack } from "../testing/one-stack";
import { Bucket, type BucketProps } from "./bucket";

const uploads: BucketProps = {
  name: "shop-test-uploads-111111111111",
  versioned: true,
  noncurrentDays: 30,
  abandonedUploadDays: 7,
  deletionProtected: true,
};

const resources = (changes: Partial<BucketProps> = {}) =>
  oneStack((stack) => {
    new Bucket(stack, "uploads", { ...uploads, ...changes });
  }).resource;

const rules = (changes?: Partial<BucketProps>) =>
  Object.values(resources(changes).aws_s3_bucket_lifecycle_configuration ?? {})[0]?.rule as {
    readonly id: string;
    readonly status: string;
  }[];

describe("Bucket", () => {
  it("is reached by nobody from outside, however an object is marked", () => {
    const { aws_s3_bucket_public_access_block, aws_s3_bucket_ownership_controls } = resources();
    expect(Object.values(aws_s3_bucket_public_access_block ?? {})).toMatchObject([
      {
        bucket: "${aws_s3_bucket.uploads.id}",
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      },
    ]);
    expect(Object.values(aws_s3_bucket_ownership_controls ?? {})).toMatchObject([
      { rule: { object_ownership: "BucketOwnerEnforced" } },
    ]);
  });

  it("refuses whoever comes without TLS", () => {
    const [policy] = Object.values(resources().aws_s3_bucket_policy ?? {});
    expect(JSON.parse(policy?.policy).Statement).toEqual([
      {
        Sid: "OverTlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: ["s3:*"],
        Resource: ["${aws_s3_bucket.uploads.arn}", "${aws_s3_bucket.uploads.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("is encrypted with S3's own key", () => {
    const [encryption] = Object.values(resources().aws_s3_bucket_server_side_encryption_configuration ?? {});
    expect(encryption?.rule).toEqual([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  });

  it("is deleted with what is in it only where it is not protected", () => {
    const forced = (deletionProtected: boolean) =>
      resources({ deletionProtected }).aws_s3_bucket?.uploads?.force_destroy;
    expect([forced(true), forced(false)]).toEqual([false, true]);
  });

  it("keeps what is replaced or deleted for as long as is asked for, and nothing of unfinished uploads", () => {
    expect(Object.values(resources().aws_s3_bucket_versioning ?? {})).toMatchObject([
      { versioning_configuration: { status: "Enabled" } },
    ]);
    expect(rules()).toEqual([
      {
        id: "abandoned-uploads",
        status: "Enabled",
        filter: [{ prefix: "" }],
        abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
      },
      {
        id: "noncurrent",
        status: "Enabled",
        filter: [{ prefix: "" }],
        noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      },
      {
        id: "delete-markers",
        status: "Enabled",
        filter: [{ prefix: "" }],
        expiration: [{ expired_object_delete_marker: true }],
      },
    ]);
  });

  it("deletes objects by itself only where that is asked for", () => {
    expect(rules({ expireDays: 90 })[2]).toEqual({
      id: "expire",
      status: "Enabled",
      filter: [{ prefix: "" }],
      expiration: [{ days: 90 }],
    });
  });

  it("can do without versions", () => {
    expect(Object.values(resources({ versioned: false }).aws_s3_bucket_versioning ?? {})).toMatchObject([
      { versioning_configuration: { status: "Suspended" } },
    ]);
  });
});
