/** What of an account the roles of one environment reach. */
export interface DeliveryScope {
  /** `aws`, or that of China or GovCloud. */
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
  /** Names of the application's repositories begin with it, in every environment: `shop`. */
  readonly application: string;
  /** Names of the environment's resources begin with it: `shop-staging`. */
  readonly name: string;
  /** Names of its secrets begin with it: `shop/staging`. */
  readonly secretName: string;
  /** Bucket of its states. */
  readonly stateBucket: string;
  /** Buckets and ECR repositories that it uses and did not create. */
  readonly existingBuckets: readonly string[];
  readonly existingRepositories: readonly string[];
  /** True where Terraform keeps values in Secrets Manager: it reads them back. */
  readonly generatesSecrets: boolean;
  /** True where a pipeline delivers: plans read it, too. */
  readonly hasPipeline: boolean;
  /** Name of the secret that the load balancer has at an identity provider: Terraform hands it over. */
  readonly clientSecretName?: string | undefined;
  /** ARN of the user pool that signs visitors in. */
  readonly userPoolArn?: string | undefined;
}

/** ARN of something in the scope's account and region: `arnOf(scope, "dynamodb", "table/notes")`. */
export function arnOf({ partition, region, accountId }: DeliveryScope, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** ARN of something of IAM, which knows no regions. */
export function iamArn({ partition, accountId }: DeliveryScope, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

/**
 * Objects of the states, in a bucket of the account and of nobody else who took its name: Terraform's S3 backend can say no
 * expected owner, the role that it has can.
 */
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html (s3:ResourceAccount)
export function ownStates({ partition, stateBucket, accountId }: DeliveryScope) {
  return {
    resources: [`arn:${partition}:s3:::${stateBucket}/*`],
    conditions: { StringEquals: { "s3:ResourceAccount": accountId } },
  };
}

/** The environment's buckets, and those that it was given. */
export function bucketArns(scope: DeliveryScope): string[] {
  const { partition, name, existingBuckets, hasPipeline } = scope;
  const names = [`${name}-*`, ...existingBuckets, ...(hasPipeline ? [artifactBucketName(scope)] : [])];
  return names.map((bucket) => `arn:${partition}:s3:::${bucket}`);
}

/** Bucket of what a pipeline's stages hand on. It does not begin as those do that a deploy may change. */
export function artifactBucketName({ name, accountId }: DeliveryScope): string {
  return `pipeline-${name}-${accountId}`;
}

export function repositoryArns(scope: DeliveryScope): string[] {
  const names = [`${scope.name}-*`, ...scope.existingRepositories];
  return names.map((repository) => arnOf(scope, "ecr", `repository/${repository}`));
}

/** Secrets that Terraform generates: those of the application, and those of caches. */
export function generatedSecretArns(scope: DeliveryScope): string[] {
  return [`${scope.secretName}/*`, `${scope.name}-*`].map((secret) =>
    arnOf(scope, "secretsmanager", `secret:${secret}`),
  );
}
