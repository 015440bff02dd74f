import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { type PolicyStatement, policyDocument } from "../policy/policy-document";

export interface LogBucketProps {
  readonly bucketName: string;
  /** Days after which a log is forgotten. */
  readonly retentionDays: number;
  /** Who delivers logs, to which of the bucket's objects. */
  readonly delivery: (bucketArn: string) => readonly PolicyStatement[];
}

const ABANDONED_UPLOAD_DAYS = 7;

/** Takes logs that AWS delivers, and forgets them after a while. Goes with what is in it. */
export class LogBucket extends Construct {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** Whoever delivers may be told of the bucket only once this is in place. */
  readonly policy: S3BucketPolicy;

  constructor(scope: Construct, id: string, { bucketName, retentionDays, delivery }: LogBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", { bucket: bucketName, forceDestroy: true });
    this.bucketName = bucket.id;
    this.bucketArn = bucket.arn;
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.id,
      // Load balancers cannot deliver to buckets with other keys.
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.id,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: retentionDays }],
          // Parts of an upload that was never completed are billed, shown nowhere, and not expired with the objects.
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        ...delivery(bucket.arn),
        {
          sid: "TlsOnly",
          effect: "Deny",
          principals: "*",
          actions: ["s3:*"],
          resources: [bucket.arn, `${bucket.arn}/*`],
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
      // S3 refuses two changes of a bucket's access at once.
      dependsOn: [publicAccess],
    });
  }
}
