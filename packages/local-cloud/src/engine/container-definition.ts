import {
  type ContainerDefinition,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListTaskDefinitionFamiliesCommand,
} from "@aws-sdk/client-ecs";
import { emulatorClient } from "../cloud-environment";
import { CloudError } from "../cloud-error";
import type { EmulatorAddress } from "../cloud-record";
import { TaskSecrets } from "./task-secrets";

const LABEL_PREFIX = "com.amazonaws.ecs";

/** Labels that ECS puts on a container. */
export type ContainerLabels = Readonly<Record<string, string | undefined>>;

/** Looks up what the task definition says about a container; the emulator hands on only a part of it. */
export class ContainerDefinitions {
  private readonly ecs: ECSClient;
  private readonly secrets: TaskSecrets;

  constructor(emulator: EmulatorAddress) {
    this.ecs = new ECSClient(emulatorClient(emulator));
    this.secrets = new TaskSecrets(emulator);
  }

  /** Variables of a container, `NAME=value`, with the secrets in it. @throws EngineError where one cannot be had. */
  async variables(given: readonly string[] = [], definition?: ContainerDefinition): Promise<string[]> {
    // What comes later counts.
    return [...given, ...(await this.secrets.variables(definition?.secrets))];
  }

  /** Undefined for a container that ECS did not start. */
  async of(labels: ContainerLabels): Promise<ContainerDefinition | undefined> {
    const all = await this.ofTask(labels);
    const name = labels[`${LABEL_PREFIX}.container-name`];
    const found = all.find((definition) => definition.name === name);
    if (found === undefined && all.length > 0) {
      throw new CloudError(`task definition ${taskDefinitionOf(labels)} has no container "${name}"`);
    }
    return found;
  }

  /** Of all containers of the task, in the order in which they start; none for a container that ECS did not start. */
  async ofTask(labels: ContainerLabels): Promise<readonly ContainerDefinition[]> {
    const taskDefinition = taskDefinitionOf(labels);
    return taskDefinition === undefined ? [] : this.containersOf(taskDefinition);
  }

  /** Endpoints of Service Connect, `pricing:8080`: the named ports of every family's newest task definition. */
  async endpoints(): Promise<ReadonlySet<string>> {
    const { families = [] } = await this.ecs.send(new ListTaskDefinitionFamiliesCommand({ status: "ACTIVE" }));
    const containers = await Promise.all(families.map((family) => this.containersOf(family)));
    return new Set(containers.flat().flatMap((definition) => endpointOf(definition) ?? []));
  }

  /** Names of the volumes of a task that outlive it: its file systems. */
  async fileSystems(labels: ContainerLabels): Promise<ReadonlySet<string>> {
    const taskDefinition = taskDefinitionOf(labels);
    if (taskDefinition === undefined) return new Set();
    const answer = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    const lasting = (answer.taskDefinition?.volumes ?? []).filter(
      ({ efsVolumeConfiguration }) => efsVolumeConfiguration,
    );
    return new Set(lasting.flatMap(({ name }) => name ?? []));
  }

  private async containersOf(taskDefinition: string): Promise<readonly ContainerDefinition[]> {
    const answer = await this.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return answer.taskDefinition?.containerDefinitions ?? [];
  }
}

/** `pricing:8080`; undefined for a container that no other service calls. */
export function endpointOf({ portMappings }: ContainerDefinition): string | undefined {
  const { name, containerPort } = portMappings?.[0] ?? {};
  return name && containerPort ? `${name}:${containerPort}` : undefined;
}

/** ARN of the task that a container belongs to; undefined for one that ECS did not start. */
export function taskOf(labels: ContainerLabels): string | undefined {
  return labels[`${LABEL_PREFIX}.task-arn`];
}

function taskDefinitionOf(labels: ContainerLabels): string | undefined {
  const family = labels[`${LABEL_PREFIX}.task-definition-family`];
  return family && `${family}:${labels[`${LABEL_PREFIX}.task-definition-version`]}`;
}
