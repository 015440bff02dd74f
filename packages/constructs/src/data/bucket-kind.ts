import type { PolicyStatement } from "../policy/policy-document";
import { constantCase } from "../stack/constant-case";
import { text } from "../stack/contract";
import { pascalCase } from "../stack/pascal-case";
import type { Bucket } from "./bucket";
import { type DataKind, published } from "./data-kind";
import type { ExistingBucket } from "./existing-bucket";
import { noGrant } from "./grant";

export type BucketVerb = "read" | "write" | "read-write";

// Copies and uploads in parts need the rights of the single operations; only giving one up has an action of its own.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
const LIST = ["ListBucket"];
const READ = ["GetObject"];
const WRITE = ["AbortMultipartUpload", "DeleteObject", "PutObject"];

/** S3 buckets: the bucket's name as `UPLOADS_BUCKET_NAME`, and rights to its objects, never to the bucket itself. */
export const bucketKind: DataKind<BucketVerb, Bucket | ExistingBucket> = {
  verbs: ["read", "write", "read-write"],

  outputs: (key) => ({
    [`${key}BucketName`]: text(`S3 bucket of ${key}`),
    [`${key}BucketArn`]: text(`ARN of the S3 bucket of ${key}`),
  }),

  values: (key, { bucket }) => ({ [`${key}BucketName`]: bucket.bucket, [`${key}BucketArn`]: bucket.arn }),

  grant(verb, key, outputs) {
    const arn = published(outputs, `${key}BucketArn`);
    const statement = (what: string, operations: readonly string[], resource: string): PolicyStatement => ({
      sid: `${pascalCase(key)}${what}`,
      actions: operations.map((operation) => `s3:${operation}`),
      resources: [resource],
    });
    return {
      ...noGrant,
      statements: [
        // Without it S3 answers 403 instead of 404 for an object that is not there.
        ...(verb !== "write" ? [statement("List", LIST, arn), statement("Read", READ, `${arn}/*`)] : []),
        ...(verb !== "read" ? [statement("Write", WRITE, `${arn}/*`)] : []),
      ],
      variables: { [`${constantCase(key)}_BUCKET_NAME`]: published(outputs, `${key}BucketName`) },
      endpoints: ["s3"],
    };
  },
};
