import type { ContainerDefinition } from "@aws-sdk/client-ecs";

/** What a container has only in a network of its own: https://docs.docker.com/engine/network/#container-networks */
const OF_OWN_NETWORK = ["NetworkingConfig", "ExposedPorts", "Hostname"];
const OF_OWN_HOST = ["ExtraHosts", "PortBindings"];

interface Settings {
  readonly HostConfig?: Readonly<Record<string, unknown>>;
}

/**
 * In which network each container of a task is. On Fargate all share one; here the others join that of the first. One whose
 * end is waited for has its own, which ends with it.
 */
export class TaskNetworks {
  private readonly owners = new Map<string, string>();
  private readonly ownerOfContainer = new Map<string, string>();
  private readonly apart = new Set<string>();

  /** A container's settings with which it joins the network of its task; as they are for the first one. */
  joined(task: string, body: Settings): object {
    const owner = this.owners.get(task);
    if (owner === undefined) return body;
    const HostConfig = { ...without(body.HostConfig ?? {}, OF_OWN_HOST), NetworkMode: `container:${owner}` };
    return { ...without(body, OF_OWN_NETWORK), HostConfig };
  }

  add(task: string, id: string, apart: boolean): void {
    if (apart) this.apart.add(id);
    else if (!this.owners.has(task)) this.owners.set(task, id);
    this.ownerOfContainer.set(id, apart ? id : (this.owners.get(task) ?? id));
  }

  /** The container whose network this one is in. */
  ownerOf(id: string): string {
    return this.ownerOfContainer.get(id) ?? id;
  }

  isApart(id: string): boolean {
    return this.apart.has(id);
  }

  /** A container is gone, and with the last one the network of its task. */
  forget(task: string, id: string, isLast: boolean): void {
    this.apart.delete(id);
    this.ownerOfContainer.delete(id);
    if (isLast) this.owners.delete(task);
  }
}

/** Whether a container of the task starts only after this one has ended. */
export function isAwaitedToEnd({ name }: ContainerDefinition, members: readonly ContainerDefinition[]): boolean {
  return members.some(({ dependsOn = [] }) =>
    dependsOn.some(
      ({ containerName, condition }) => containerName === name && (condition === "COMPLETE" || condition === "SUCCESS"),
    ),
  );
}

function without(body: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
