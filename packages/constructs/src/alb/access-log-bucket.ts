import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";

const RETENTION_DAYS = 90;
const ABANDONED_UPLOAD_DAYS = 7;

/** Takes a load balancer's access logs and forgets them after 90 days. */
export class AccessLogBucket extends Construct {
  readonly bucketName: string;
  /** The load balancer may be told of the bucket only once this is in place. */
  readonly policy: S3BucketPolicy;

  constructor(
    scope: Construct,
    id: string,
    { name, accountId }: { readonly name: string; readonly accountId: string },
  ) {
    super(scope, id);
    const bucket = new S3Bucket(this, "bucket", { bucket: `${name}-alb-logs-${accountId}`, forceDestroy: true });
    this.bucketName = bucket.id;
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
          expiration: [{ days: RETENTION_DAYS }],
          // Parts of an upload that was never completed are billed, shown nowhere, and not expired with the objects.
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABANDONED_UPLOAD_DAYS }],
        },
      ],
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([
        {
          // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
          sid: "LoadBalancerLogDelivery",
          principals: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          actions: ["s3:PutObject"],
          resources: [`${bucket.arn}/AWSLogs/${accountId}/*`],
        },
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
