import type { RunnerError } from "@app/stack-runner";
import type { Task } from "@aws-sdk/client-ecs";
import { otherEnvironments } from "../testing/applications";
import type { OneOffTasks } from "./one-off-tasks";
import { ReleaseRun } from "./release-run";
import type { SucceededRecord } from "./succeeded-record";

const THIS = "arn:aws:ecs:eu-west-1:333333333333:task-definition/ledger-timed-migrate:7";
const oneOff = otherEnvironments.flatMap(({ services }) => services).find(({ key }) => key === "migrate");

interface Account {
  /** What the parameter holds. */
  succeeded?: string;
  /** Tasks that run already. */
  readonly running?: readonly Task[];
  /** How a task ends, by its ARN; absent for one that does not end in time. */
  readonly ends: Readonly<Record<string, Task>>;
  readonly log?: readonly string[];
}

/** An account that answers at once, and what was asked of it. */
function run(account: Account, signal = new AbortController().signal) {
  const asked: string[] = [];
  const tasks = {
    running: async () => account.running ?? [],
    isOfThisRelease: ({ startedBy, taskDefinitionArn }: Task) => startedBy === "release" && taskDefinitionArn === THIS,
    start: async () => {
      asked.push("start");
      return { taskArn: "task/new", taskDefinitionArn: THIS, startedBy: "release" };
    },
    stopped: async ({ taskArn = "" }: Task) => {
      asked.push(`wait for ${taskArn}`);
      if (signal.aborted) throw new Error("aborted");
      return account.ends[taskArn];
    },
    stop: async ({ taskArn }: Task) => void asked.push(`stop ${taskArn}`),
    exitCode: ({ containers = [] }: Task) => containers[0]?.exitCode,
    lastLines: async () => account.log ?? [],
  };
  const succeeded = {
    read: async () => account.succeeded,
    write: async (arn: string) => {
      account.succeeded = arn;
    },
  };
  if (oneOff?.kind !== "oneOff") throw new Error("the example has no one-off");
  const result = new ReleaseRun({
    oneOff,
    taskDefinitionArn: THIS,
    logGroupName: "/ecs/ledger-timed-migrate",
    tasks: tasks as unknown as OneOffTasks,
    succeeded: succeeded as unknown as SucceededRecord,
    signal,
    onProgress: () => undefined,
  }).run();
  return { result, asked };
}

const ended = (exitCode?: number, stoppedReason?: string): Task => ({ containers: [{ exitCode }], stoppedReason });
const refusal = (result: Promise<string>) => result.then(fail, (error: RunnerError) => error);
const fail = () => {
  throw new Error("it succeeded");
};

describe("a one-off of a release", () => {
  it("runs where another revision succeeded before, and is remembered", async () => {
    const account: Account = { succeeded: `${THIS}0`, ends: { "task/new": ended(0) }, log: ["migrated to 4f2a"] };
    const { result, asked } = run(account);
    expect(await result).toMatch(/^its task ended with 0 after \d+ s\nmigrated to 4f2a$/);
    expect(asked).toEqual(["start", "wait for task/new"]);
    expect(account.succeeded).toBe(THIS);
  });

  it("does not run again once it succeeded", async () => {
    const { result, asked } = run({ succeeded: THIS, ends: {} });
    expect(await result).toBe("ran already for this release");
    expect(asked).toEqual([]);
  });

  it("fails with its exit code and last lines, and is not remembered", async () => {
    const account: Account = { ends: { "task/new": ended(3) }, log: ["upgrade 4f2a", "no such column"] };
    const { message, summary } = await refusal(run(account).result);
    expect(summary).toBe("its task ended with exit code 3, and wrote at last:\nupgrade 4f2a\nno such column");
    expect(message).toBe(
      `${summary}\nNothing was changed of front, report, seed. Correct it and deploy again; all that it wrote is in /ecs/ledger-timed-migrate.`,
    );
    expect(account.succeeded).toBeUndefined();
  });

  it("says why its task did not start", async () => {
    const account: Account = { ends: { "task/new": ended(undefined, "CannotPullContainerError: not found") } };
    expect((await refusal(run(account).result)).summary).toBe(
      "its task did not start: CannotPullContainerError: not found; it wrote nothing",
    );
  });

  it("is stopped when it takes too long", async () => {
    const { result, asked } = run({ ends: {} });
    expect((await refusal(result)).summary).toBe(
      "its task did not end in 15 minutes and was stopped (timeoutMinutes); it wrote nothing",
    );
    expect(asked).toEqual(["start", "wait for task/new", "stop task/new"]);
  });

  it("is waited for where an earlier deploy started it", async () => {
    const left: Task = { taskArn: "task/left", taskDefinitionArn: THIS, startedBy: "release" };
    const { result, asked } = run({ running: [left], ends: { "task/left": ended(0) } });
    await result;
    expect(asked).toEqual(["wait for task/left"]);
  });

  it("begins when every other run of it has ended", async () => {
    const byHand: Task = { taskArn: "task/by-hand", taskDefinitionArn: THIS };
    const { result, asked } = run({ running: [byHand], ends: { "task/by-hand": ended(1), "task/new": ended(0) } });
    await result;
    expect(asked).toEqual(["wait for task/by-hand", "start", "wait for task/new"]);
  });

  it("does not stop what somebody else runs for too long", async () => {
    const byHand: Task = { taskArn: "task/by-hand", taskDefinitionArn: THIS };
    const { result, asked } = run({ running: [byHand], ends: {} });
    expect((await refusal(result)).message).toBe(
      "task by-hand did not end in 15 minutes; wait for it or stop it, and deploy again",
    );
    expect(asked).toEqual(["wait for task/by-hand"]);
  });

  it("goes on in the account when somebody stops waiting", async () => {
    const account: Account = { ends: { "task/new": ended(0) } };
    const { message } = await refusal(run(account, AbortSignal.abort()).result);
    expect(message).toBe("waits no longer for its task, which goes on; the next deploy waits for it again");
    expect(account.succeeded).toBeUndefined();
  });
});
