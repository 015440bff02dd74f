import { deliveryRoles, type Environment, isDelivered, resourceName, stateBucketName } from "@app/config";
import type { DeliveryScope } from "@app/constructs";

/** What the roles of delivery reach in an environment's account. */
export function deliveryScope(environment: Environment): DeliveryScope {
  const { application, authentication, aws, data, name, secrets, sources } = environment;
  return {
    partition: partitionOf(environment),
    accountId: aws.accountId,
    region: aws.region,
    application: application.name,
    name: resourceName(environment),
    secretName: `${application.name}/${name}`,
    stateBucket: stateBucketName(environment),
    existingBuckets: data.flatMap((store) =>
      store.kind === "bucket" && "existing" in store ? [store.existing.name] : [],
    ),
    existingRepositories: Object.values(sources).flatMap(({ repositoryName }) => repositoryName ?? []),
    hasPipeline: environment.delivery.codePipeline !== undefined,
    generatesSecrets:
      secrets.some(({ kind }) => kind === "generated") ||
      data.some((store) => store.kind === "cache" && store.existing === undefined && store.password),
    clientSecretName:
      authentication && "clientSecretName" in authentication ? authentication.clientSecretName : undefined,
    userPoolArn: authentication && "userPoolArn" in authentication ? authentication.userPoolArn : undefined,
  };
}

/** ARN of what no role exceeds that a deploy creates; undefined where nobody deploys but people. */
export function taskBoundaryArn(environment: Environment): string | undefined {
  if (!isDelivered(environment)) return undefined;
  const { accountId } = environment.aws;
  return `arn:${partitionOf(environment)}:iam::${accountId}:policy/${taskBoundaryName(environment)}`;
}

export function taskBoundaryName(environment: Environment): string {
  return resourceName(environment, "task-boundary");
}

function partitionOf(environment: Environment): string {
  return deliveryRoles(environment).planRoleArn.split(":")[1] ?? "aws";
}
