import { type Environment, resourceName } from "@app/config";
import { type Cloud, CloudError, emulatorClient } from "@app/local-cloud";
import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
} from "@aws-sdk/client-ecs";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

/** What a service that is deployed on this machine gives its container. */
export interface ServiceTask {
  readonly targetGroupArn: string;
  /** Variables and secrets of the task definition. */
  readonly variables: Readonly<Record<string, string>>;
}

/** @throws CloudError when the service is not deployed. */
export async function serviceTask(cloud: Cloud, environment: Environment, key: string): Promise<ServiceTask> {
  const ecs = new ECSClient(emulatorClient(cloud));
  const name = resourceName(environment, key);
  const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
  for (const cluster of clusterArns) {
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
    const { taskDefinition, loadBalancers = [] } = services.find(({ status }) => status === "ACTIVE") ?? {};
    const [target] = loadBalancers;
    if (taskDefinition === undefined || target?.targetGroupArn === undefined) continue;
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const container = answer.taskDefinition?.containerDefinitions?.find((one) => one.name === target.containerName);
    const plain = (container?.environment ?? []).map((one) => [one.name ?? "", one.value ?? ""] as const);
    const secret = await Promise.all(
      (container?.secrets ?? []).map(async (one) => [one.name ?? "", await secretValue(cloud, one.valueFrom)] as const),
    );
    return { targetGroupArn: target.targetGroupArn, variables: Object.fromEntries([...plain, ...secret]) };
  }
  throw new CloudError(`${name} is not deployed; run \`npm start\` first`);
}

/** `ARN`, or `ARN:KEY::` for one value of a secret that is a JSON object. */
async function secretValue(cloud: Cloud, valueFrom = ""): Promise<string> {
  const [, arn = valueFrom, key = ""] = /^(arn:(?:[^:]*:){5}[^:]*):([^:]*)/.exec(valueFrom) ?? [];
  const { SecretString = "" } = await new SecretsManagerClient(emulatorClient(cloud)).send(
    new GetSecretValueCommand({ SecretId: arn }),
  );
  return key === "" ? SecretString : `${JSON.parse(SecretString)[key]}`;
}
