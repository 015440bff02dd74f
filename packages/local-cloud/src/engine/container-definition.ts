import { type ContainerDefinition, DescribeTaskDefinitionCommand, ECSClient } from "@aws-sdk/client-ecs";
import { emulatorClient } from "../cloud-environment";
import { CloudError } from "../cloud-error";
import { TaskSecrets } from "./task-secrets";

const LABEL_PREFIX = "com.amazonaws.ecs";

/** Labels that ECS puts on a container. */
export type ContainerLabels = Readonly<Record<string, string | undefined>>;

/** Looks up what the task definition says about a container; the emulator hands on only a part of it. */
export class ContainerDefinitions {
  private readonly ecs: ECSClient;
  private readonly secrets: TaskSecrets;

  constructor(emulatorPort: number) {
    this.ecs = new ECSClient(emulatorClient(emulatorPort));
    this.secrets = new TaskSecrets(emulatorPort);
  }

  /** Variables of a container, `NAME=value`, with the secrets in it. @throws EngineError where one cannot be had. */
  async variables(given: readonly string[] = [], definition?: ContainerDefinition): Promise<string[]> {
    // What comes later counts.
    return [...given, ...(await this.secrets.variables(definition?.secrets))];
  }

  /** Undefined for a container that ECS did not start. */
  async of(labels: ContainerLabels): Promise<ContainerDefinition | undefined> {
    const family = labels[`${LABEL_PREFIX}.task-definition-family`];
    if (family === undefined) return undefined;
    const taskDefinition = `${family}:${labels[`${LABEL_PREFIX}.task-definition-version`]}`;
    const name = labels[`${LABEL_PREFIX}.container-name`];
    const answer = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const found = answer.taskDefinition?.containerDefinitions?.find((definition) => definition.name === name);
    if (found === undefined) throw new CloudError(`task definition ${taskDefinition} has no container "${name}"`);
    return found;
  }
}
