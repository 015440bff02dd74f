import { setTimeout as sleep } from "node:timers/promises";
import type { ApplyWatch } from "@app/stack-runner";
import type { Deployment, Service, Task } from "@aws-sdk/client-ecs";
import type { ServiceTasks } from "./service-tasks";
import { whyItStopped } from "./stopped-task";

const POLL_MS = 3000;
/** A service that ECS rolls back is steady again soon, and Terraform ends by itself; without, it would wait for 20 minutes. */
// https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/ecs/service.go
const ROLLBACK_MS = 30_000;
const TOLD_EVENTS = 3;
/** What ECS says of a service that goes wrong, among what it says of every release. */
const BAD_NEWS = /unable|fail|unhealthy|error|reached the limit/i;

export interface ReleaseWatchProps {
  readonly tasks: Pick<ServiceTasks, "describe" | "failed" | "lastLines">;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
  /** Default: three seconds. */
  readonly pollMs?: number;
  /** How long ECS may take for its way back. Default: half a minute. */
  readonly rollbackMs?: number;
}

/** Follows the deployment of a service that an apply brings about, and knows when and why it failed. */
export class ReleaseWatch implements ApplyWatch {
  readonly lost: Promise<void>;
  private readonly ended = new AbortController();
  /** Deployment of this release, as ECS last showed it. */
  private release: Deployment | undefined;
  private service: Service | undefined;
  private failedSince: number | undefined;
  private toldFailures = 0;

  private constructor(
    private readonly props: ReleaseWatchProps,
    /** Ids of deployments that were there before. */
    private readonly earlier: ReadonlySet<string | undefined>,
    /** ARNs of tasks that had failed before. */
    private readonly earlierFailures: ReadonlySet<string | undefined>,
  ) {
    this.lost = new Promise((resolve) => void this.follow(resolve));
  }

  static async begin(props: ReleaseWatchProps): Promise<ReleaseWatch> {
    const { tasks } = props;
    const service = await tasks.describe().catch(() => undefined);
    const failures = service ? await tasks.failed().catch(() => []) : [];
    const [deployments, arns] = [service?.deployments?.map(({ id }) => id), failures.map(({ taskArn }) => taskArn)];
    return new ReleaseWatch(props, new Set(deployments), new Set(arns));
  }

  readonly end = (): void => this.ended.abort();

  readonly explain = async (): Promise<string | undefined> => {
    try {
      await this.look();
      const release = this.release ?? (await this.releaseBetweenLooks());
      if (!release || this.succeeded(release)) return undefined;
      const failed = await this.props.tasks.failed(release);
      const lines = [this.outcome(release), ...reasons(failed), ...this.events(release), ...(await this.log(failed))];
      return lines.join("\n");
    } catch (error) {
      return `why it failed could not be asked for: ${(error as Error).message}`;
    }
  };

  private async follow(onLost: () => void): Promise<void> {
    const { pollMs = POLL_MS, signal } = this.props;
    const until = AbortSignal.any([signal, this.ended.signal]);
    while (!until.aborted) {
      // ECS may be slow to answer, or the cluster not there yet: the next look tells.
      await this.look().catch(() => undefined);
      if (this.isLost()) return onLost();
      await sleep(pollMs, undefined, { signal: until }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    this.service = await this.props.tasks.describe();
    const deployments = this.service?.deployments ?? [];
    const known = this.release?.id;
    const shown = deployments.find(({ id }) => (known === undefined ? !this.earlier.has(id) : id === known));
    if (shown) this.release = shown;
    // ECS lists what it rolled back only for a while.
    else if (this.release) this.release = { ...this.release, status: "INACTIVE" };
    if (this.release && this.hasFailed(this.release)) this.failedSince ??= Date.now();
    await this.tellFailures();
  }

  /** ECS gave it up and forgot it between two looks: what is left of it are its tasks. */
  private async releaseBetweenLooks(): Promise<Deployment | undefined> {
    const running = this.primary();
    if (!running || !this.earlier.has(running.id)) return undefined;
    const failed = await this.props.tasks.failed();
    const own = failed.filter(
      ({ taskArn, taskDefinitionArn }) =>
        !this.earlierFailures.has(taskArn) && taskDefinitionArn !== running.taskDefinition,
    );
    const first = own.at(-1);
    if (!first) return undefined;
    this.failedSince ??= Date.now();
    this.release = { status: "INACTIVE", taskDefinition: first.taskDefinitionArn, createdAt: first.createdAt };
    return this.release;
  }

  private hasFailed({ rolloutState, status }: Deployment): boolean {
    const primary = this.primary();
    return rolloutState === "FAILED" || (status !== "PRIMARY" && primary !== undefined && this.earlier.has(primary.id));
  }

  private isLost(): boolean {
    if (this.failedSince === undefined) return false;
    const { rollbackMs = ROLLBACK_MS } = this.props;
    return !this.isRolledBack() || Date.now() - this.failedSince >= rollbackMs;
  }

  private isRolledBack(): boolean {
    return this.primary()?.id !== this.release?.id;
  }

  private succeeded({ rolloutState }: Deployment): boolean {
    return rolloutState === "COMPLETED" && !this.isRolledBack();
  }

  private primary(): Deployment | undefined {
    return this.service?.deployments?.find(({ status }) => status === "PRIMARY");
  }

  /** A failing release takes minutes until ECS gives it up: its first failed task is news already. */
  private async tellFailures(): Promise<void> {
    const { failedTasks = 0 } = this.release ?? {};
    if (!this.release || failedTasks <= this.toldFailures) return;
    this.toldFailures = failedTasks;
    const [last] = await this.props.tasks.failed(this.release);
    const why = last ? `: ${whyItStopped(last)}` : "";
    this.props.onProgress(`${failedTasks} task${failedTasks === 1 ? "" : "s"} of the new version failed${why}`);
  }

  private outcome({ rolloutStateReason }: Deployment): string {
    const said = rolloutStateReason ? ` (${rolloutStateReason})` : "";
    if (this.failedSince === undefined) return `the new version has not become healthy so far${said}`;
    if (this.isRolledBack()) {
      return `the new version did not become healthy${said}; ECS rolled back to the one before, which still runs`;
    }
    return `the new version did not become healthy${said}; there is none before it that ECS could go back to, so nothing runs`;
  }

  private events({ createdAt }: Deployment): string[] {
    const since = (this.service?.events ?? []).filter(
      (event) => !createdAt || !event.createdAt || event.createdAt >= createdAt,
    );
    const told = new Set(since.map(({ message = "" }) => message).filter((message) => BAD_NEWS.test(message)));
    return [...told].slice(0, TOLD_EVENTS).map((message) => `ECS: ${message}`);
  }

  private async log([last]: readonly Task[]): Promise<string[]> {
    if (!last) return [];
    const id = last.taskArn?.replace(/^.*\//, "");
    if (last.stopCode === "TaskFailedToStart") return [];
    const lines = await this.props.tasks.lastLines(last);
    if (lines.length === 0) return [`task ${id} wrote nothing`];
    return [`the last lines of task ${id}:`, ...lines.map((line) => `  ${line}`)];
  }
}

/** Each reason once, with how many tasks it stopped. */
function reasons(failed: readonly Task[]): string[] {
  const counts = new Map<string, number>();
  for (const why of failed.map(whyItStopped)) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts].map(([why, count]) => `${count} task${count === 1 ? "" : "s"}: ${why}`);
}
