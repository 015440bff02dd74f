import { DataAwsS3Bucket } from "@cdktf/provider-aws/lib/data-aws-s3-bucket";
import { Construct } from "constructs";

export interface ExistingBucketProps {
  readonly name: string;
}

/** An S3 bucket that somebody else keeps, in this account and region. */
export class ExistingBucket extends Construct {
  readonly bucket: DataAwsS3Bucket;

  constructor(scope: Construct, id: string, { name }: ExistingBucketProps) {
    super(scope, id);
    this.bucket = new DataAwsS3Bucket(this, "Bucket", { bucket: name });
  }
}
