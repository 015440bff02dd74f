import { type Environment, stateBucketName } from "@app/config";
import { RunnerError } from "@app/stack-runner";
import { HeadBucketCommand, S3Client, S3ServiceException } from "@aws-sdk/client-s3";
import { clientSettings } from "../client-settings";

const [FORBIDDEN, MISSING] = [403, 404];

/**
 * Bucket names are the same for the whole world, and that of the states can be guessed: whoever takes it first, or after it
 * was deleted, could read every state that is written into it. One that does not exist yet is nobody's.
 * @throws RunnerError when the bucket of all states belongs to another account.
 */
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
export async function checkStateBucketOwner(
  environment: Environment,
  variables: Readonly<NodeJS.ProcessEnv>,
): Promise<void> {
  const { accountId, region, emulated } = environment.aws;
  const Bucket = stateBucketName(environment);
  const s3 = new S3Client({ ...clientSettings(variables, region), forcePathStyle: emulated });
  try {
    await s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner: accountId }));
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === MISSING) return;
    // Terraform says better what keeps S3 from answering at all.
    if (status !== FORBIDDEN) return;
    throw new RunnerError(
      `the state bucket ${Bucket} exists, and it is not the account ${accountId}'s, or these credentials may not see it; no state was read or written\n→ sign in to that account; if somebody else has the name, rename the application or the environment`,
      { cause: error },
    );
  }
}
