import type { OneOffService } from "@app/config";
import { RunnerError } from "@app/stack-runner";
import type { Task } from "@aws-sdk/client-ecs";
import type { OneOffTasks } from "./one-off-tasks";
import type { SucceededRecord } from "./succeeded-record";

const MINUTE_MS = 60_000;

export interface ReleaseRunProps {
  readonly oneOff: OneOffService;
  readonly taskDefinitionArn: string;
  readonly logGroupName: string;
  readonly tasks: OneOffTasks;
  readonly succeeded: SucceededRecord;
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** Runs a one-off for a release, once: what succeeded is not repeated, what failed or was cut short is. */
export class ReleaseRun {
  private readonly began = Date.now();

  constructor(private readonly props: ReleaseRunProps) {}

  /** What became of it, for the summary. @throws RunnerError when it did not succeed. */
  async run(): Promise<string> {
    const { succeeded, taskDefinitionArn } = this.props;
    if ((await succeeded.read()) === taskDefinitionArn) return "ran already for this release";
    try {
      const task = (await this.leftover()) ?? (await this.start());
      const stopped = await this.wait(task);
      const lines = await this.judge(stopped);
      await succeeded.write(taskDefinitionArn);
      return [`its task ended with 0 after ${this.seconds()} s`, ...lines].join("\n");
    } catch (error) {
      if (!this.props.signal.aborted) throw error;
      throw new RunnerError("waits no longer for its task, which goes on; the next deploy waits for it again", {
        cause: error,
      });
    }
  }

  /** The task of a deploy that was cut short. Others must end first: two migrations at once spoil each other's work. */
  private async leftover(): Promise<Task | undefined> {
    const { tasks, onProgress } = this.props;
    const running = await tasks.running();
    for (const other of running.filter((task) => !tasks.isOfThisRelease(task))) {
      onProgress(`waiting for ${id(other)} to end, which runs already …`);
      await this.wait(other);
    }
    const own = running.find((task) => tasks.isOfThisRelease(task));
    if (own) onProgress(`waiting for ${id(own)}, which an earlier deploy started …`);
    return own;
  }

  private async start(): Promise<Task> {
    const { oneOff, tasks, onProgress } = this.props;
    const task = await tasks.start().catch((error: Error) => {
      throw new RunnerError(`its task could not be started: ${error.message}`, { cause: error });
    });
    onProgress(`running ${JSON.stringify(oneOff.command.join(" "))} as ${id(task)} …`);
    return task;
  }

  private async wait(task: Task): Promise<Task> {
    const { oneOff, tasks } = this.props;
    const minutes = oneOff.timeoutMinutes;
    const stopped = await tasks.stopped(task, this.began + minutes * MINUTE_MS);
    if (stopped) return stopped;
    if (!tasks.isOfThisRelease(task)) {
      throw new RunnerError(`${id(task)} did not end in ${minutes} minutes; wait for it or stop it, and deploy again`);
    }
    await tasks.stop(task, `Did not end in ${minutes} minutes`);
    return this.fail(`its task did not end in ${minutes} minutes and was stopped (timeoutMinutes)`, task);
  }

  /** The last lines of a task that succeeded. */
  private async judge(stopped: Task): Promise<string[]> {
    const code = this.props.tasks.exitCode(stopped);
    if (code === 0) return this.props.tasks.lastLines(stopped);
    const why = code === undefined ? `did not start: ${stopped.stoppedReason}` : `ended with exit code ${code}`;
    return this.fail(`its task ${why}`, stopped);
  }

  private async fail(what: string, task: Task): Promise<never> {
    const { oneOff, tasks, logGroupName } = this.props;
    const lines = await tasks.lastLines(task);
    const text = [lines.length > 0 ? `${what}, and wrote at last:` : `${what}; it wrote nothing`, ...lines].join("\n");
    const remedy = `Nothing was changed of ${oneOff.before.join(", ")}. Correct it and deploy again; all that it wrote is in ${logGroupName}.`;
    throw new RunnerError(`${text}\n${remedy}`, { summary: text });
  }

  private seconds(): number {
    return Math.round((Date.now() - this.began) / 1000);
  }
}

function id({ taskArn = "" }: Task): string {
  return `task ${taskArn.replace(/^.*\//, "")}`;
}
