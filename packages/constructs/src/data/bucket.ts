import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";

export interface BucketProps {
  /** Unique in the world. */
  readonly name: string;
  /** Keeps what is replaced or deleted. */
  readonly versioned: boolean;
  /** Days that a replaced or deleted object can still be had back. Counts only while `versioned`. */
  readonly noncurrentDays: number;
  /** Days after which an object is deleted by itself. Default: never. */
  readonly expireDays?: number;
  /** Days after which parts of an upload that was never completed are removed. */
  readonly abandonedUploadDays: number;
  /** Refuses to delete the bucket while objects are in it; without, Terraform deletes them with it. */
  readonly deletionProtected: boolean;
}

/** An S3 bucket that nobody but this account's roles reach, and over TLS only. */
export class Bucket extends Construct {
  readonly bucket: S3Bucket;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: BucketProps,
  ) {
    super(scope, id);
    this.bucket = new S3Bucket(this, "Bucket", { bucket: props.name, forceDestroy: !props.deletionProtected });
    const bucket = this.bucket.id;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      bucket,
      // A bucket that has had versions can only suspend them; one that never had takes `Suspended`, too.
      versioningConfiguration: { status: props.versioned ? "Enabled" : "Suspended" },
    });
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    new S3BucketOwnershipControls(this, "ownership", { bucket, rule: { objectOwnership: "BucketOwnerEnforced" } });
    this.overTlsOnly(this.closed());
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
    new S3BucketLifecycleConfiguration(this, "lifecycle", { bucket, rule: this.lifecycle(), dependsOn: [versioning] });
  }

  private closed(): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: this.bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private overTlsOnly(publicAccess: S3BucketPublicAccessBlock): void {
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket.id,
      policy: policyDocument([
        {
          sid: "OverTlsOnly",
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
  }

  private lifecycle() {
    const { abandonedUploadDays, expireDays, noncurrentDays } = this.props;
    const rule = (id: string, what: object) => ({ id, status: "Enabled", filter: [{ prefix: "" }], ...what });
    return [
      rule("abandoned-uploads", {
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: abandonedUploadDays }],
      }),
      // Also where nothing is versioned any more: what was kept until then is billed on.
      rule("noncurrent", { noncurrentVersionExpiration: [{ noncurrentDays }] }),
      expireDays === undefined
        ? // A marker of a deletion that hides nothing any more.
          rule("delete-markers", { expiration: [{ expiredObjectDeleteMarker: true }] })
        : rule("expire", { expiration: [{ days: expireDays }] }),
    ];
  }
}
