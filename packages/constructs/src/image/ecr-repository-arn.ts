/** An account's registry in a region. */
export interface EcrRegistry {
  readonly accountId: string;
  readonly region: string;
}

/** The host of a registry, as ECR's own URIs have it. */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
export function ecrHost({ accountId, region }: EcrRegistry): string {
  return `${accountId}.dkr.ecr.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** The registry behind the address of an image, or of a registry; undefined where that is none of ECR's. */
export function ecrRegistry(address: string): EcrRegistry | undefined {
  const { account, region } = `${address.split("/")[0]}/_`.match(ECR_IMAGE)?.groups ?? {};
  return account && region ? { accountId: account, region } : undefined;
}

/** Registry, region and repository of an image in ECR, under any of its endpoints. */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html
// https://docs.aws.amazon.com/general/latest/gr/ecr.html
const ECR_IMAGE =
  /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.(?:amazonaws\.com(?:\.cn)?|on\.aws)\/(?<name>[^:@]+)(?:[:@]|$)/;

/**
 * ARN of the repository that an image URI names, in whatever account and region; undefined for an image of another registry,
 * which needs no rights in AWS.
 */
export function ecrRepositoryArn(imageUri: string): string | undefined {
  const { account, region, name } = imageUri.match(ECR_IMAGE)?.groups ?? {};
  if (!account || !region || !name) return undefined;
  return `arn:${partition(region)}:ecr:${region}:${account}:repository/${name}`;
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
function partition(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
