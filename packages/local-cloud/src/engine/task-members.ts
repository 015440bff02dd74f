import type { ContainerDependency } from "@aws-sdk/client-ecs";

/** A container of a task, as the others of the task see it. */
export interface TaskMember {
  readonly id: string;
  /** In the task definition. */
  readonly name: string;
  readonly dependsOn: readonly ContainerDependency[];
  /** Whether its health check passed, once that is known; true without one. */
  readonly healthy: Promise<boolean>;
  /** Its exit code. */
  exited(): Promise<number>;
}

/**
 * Who runs beside whom. A task definition lists its containers in the order in which they start, and the emulator starts
 * each when the one before has answered.
 */
export class TaskMembers {
  private readonly tasks = new Map<string, TaskMember[]>();

  join(task: string, member: TaskMember): void {
    this.tasks.set(task, [...this.of(task), member]);
  }

  /** True for the last one. */
  leave(task: string, id: string): boolean {
    const rest = this.of(task).filter((member) => member.id !== id);
    if (rest.length > 0) this.tasks.set(task, rest);
    else this.tasks.delete(task);
    return rest.length === 0;
  }

  of(task: string): readonly TaskMember[] {
    return this.tasks.get(task) ?? [];
  }

  /** Waits for what a container depends on; why it can never start, or undefined when it may. */
  async obstacle(task: string, dependsOn: readonly ContainerDependency[]): Promise<string | undefined> {
    for (const { containerName, condition } of dependsOn) {
      const awaited = this.of(task).find(({ name }) => name === containerName);
      if (awaited === undefined) return `it waits for "${containerName}", which was not started before it`;
      if (condition === "HEALTHY" && !(await awaited.healthy)) {
        return `it waits for "${containerName}", which did not become healthy`;
      }
      if (condition !== "COMPLETE" && condition !== "SUCCESS") continue;
      const code = await awaited.exited();
      if (condition === "SUCCESS" && code !== 0) {
        return `it waits for the success of "${containerName}", which ended with exit code ${code}`;
      }
    }
    return undefined;
  }

  /** Those that wait for a container when the task starts: they are stopped before it. */
  // https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
  dependents(task: string, name: string): readonly TaskMember[] {
    return this.of(task).filter(({ dependsOn }) => dependsOn.some(({ containerName }) => containerName === name));
  }
}
