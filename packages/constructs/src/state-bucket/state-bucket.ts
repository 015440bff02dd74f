import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";

export interface StateBucketProps {
  readonly name: string;
  /** Old versions of locks go after a month. The provider waits a minute for that, when the bucket is created. Default: they stay. */
  readonly expiresLocks?: boolean;
}

/**
 * Bytes below which an old version is the lock of a state (about 300), or a state without a single resource. S3 can tell them
 * apart by nothing else: a lock's key ends like `.tflock`, and rules know beginnings only.
 */
const LOCK_BYTES = 1024;
/** Days that they stay, so that who held a lock can still be looked up. */
const LOCK_DAYS = 30;
const ABANDONED_UPLOAD_DAYS = 7;

/**
 * The bucket of Terraform states: versioned, encrypted, reachable over TLS only, never public, never destroyed by Terraform.
 * Old versions of states stay: they are small, and the last resort when one is damaged.
 */
export class StateBucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(scope: Construct, id: string, { name, expiresLocks = false }: StateBucketProps) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "bucket", { bucket: name, lifecycle: { preventDestroy: true } });
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", {
      bucket,
      policy: policyDocument([
        {
          sid: "TlsOnly",
          effect: "Deny",
          principals: "*",
          actions: ["s3:*"],
          resources: [this.bucket.arn, `${this.bucket.arn}/*`],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
      // S3 refuses two changes of a bucket's access at once.
      dependsOn: [publicAccess],
    });
    if (expiresLocks) this.expireLocks(versioning);
  }

  private expireLocks(versioning: S3BucketVersioningA): void {
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-filters.html
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket.id,
      rule: [
        {
          id: "locks",
          status: "Enabled",
          filter: [{ objectSizeLessThan: LOCK_BYTES }],
          noncurrentVersionExpiration: [{ noncurrentDays: LOCK_DAYS }],
        },
        {
          // What is left of a lock once its versions are gone, and of an upload that was cut short.
          id: "leftovers",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ expiredObjectDeleteMarker: true }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
      dependsOn: [versioning],
    });
  }
}
