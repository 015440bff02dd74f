import { clientSettings } from "../client-settings";
import { type AwsAnswer, leadTo, serveAws } from "../testing/aws-json-api";
import type { Loopback } from "../testing/loopback";
import { ReleaseWatch } from "./release-watch";
import { ServiceTasks } from "./service-tasks";

const [OLD, NEW] = ["arn:aws:ecs:task-definition/web:6", "arn:aws:ecs:task-definition/web:7"];
/** Seconds since 1970, as ECS writes them. */
const [BEFORE, RELEASED, STOPPED] = [1_700_000_000, 1_700_000_100, 1_700_000_200];

const before = {
  id: "ecs-svc/1",
  status: "PRIMARY",
  rolloutState: "COMPLETED",
  taskDefinition: OLD,
  createdAt: BEFORE,
};
const release = {
  id: "ecs-svc/2",
  status: "PRIMARY",
  rolloutState: "IN_PROGRESS",
  taskDefinition: NEW,
  createdAt: RELEASED,
};
const replaced = { ...before, status: "ACTIVE" };
const failed = {
  ...release,
  rolloutState: "FAILED",
  rolloutStateReason: "ECS deployment circuit breaker: tasks failed to start.",
};
const exited = (id: string, task: object = {}) => ({
  taskArn: `arn:aws:ecs:task/main/${id}`,
  taskDefinitionArn: NEW,
  stoppedAt: STOPPED,
  stoppedReason: "Essential container in task exited",
  containers: [{ name: "web", exitCode: 3 }],
  ...task,
});

interface Account {
  /** Deployments at each look; the last of them stays. */
  readonly looks: readonly (readonly object[])[];
  readonly events?: readonly object[];
  readonly tasks?: readonly { readonly taskArn: string }[];
  /** What each stream holds. */
  readonly logs?: Readonly<Record<string, readonly string[]>>;
}

describe("the watch of a release", () => {
  let aws: Loopback | undefined;
  let watch: ReleaseWatch | undefined;
  afterEach(() => {
    watch?.end();
    aws?.close();
  });

  async function watching({ looks, events = [], tasks = [], logs = {} }: Account) {
    let look = 0;
    const answers: Record<string, (request: Record<string, unknown>) => AwsAnswer> = {
      DescribeServices: () => {
        const deployments = looks[Math.min(look++, looks.length - 1)] ?? [];
        const service = { serviceName: "web", status: "ACTIVE", deployments, events };
        return { services: deployments.length > 0 ? [service] : [], failures: [] };
      },
      ListTasks: () => ({ taskArns: tasks.map(({ taskArn }) => taskArn) }),
      DescribeTasks: () => ({ tasks }),
      DescribeTaskDefinition: () => ({
        taskDefinition: {
          containerDefinitions: ["web", "proxy"].map((name) => ({
            name,
            logConfiguration: { options: { "awslogs-group": "/ecs/web", "awslogs-stream-prefix": "ecs" } },
          })),
        },
      }),
      GetLogEvents: ({ logStreamName, limit }) => {
        const lines = logs[String(logStreamName)];
        if (!lines) return { error: "ResourceNotFoundException" };
        return { events: lines.slice(-Number(limit)).map((message) => ({ message, timestamp: 1 })) };
      },
    };
    aws = await serveAws(answers);
    const progress: string[] = [];
    watch = await ReleaseWatch.begin({
      tasks: new ServiceTasks("main", "web", clientSettings(leadTo(aws), "eu-west-1"), 0),
      signal: new AbortController().signal,
      onProgress: (line) => progress.push(line),
      pollMs: 1,
      rollbackMs: 0,
    });
    return { watch, progress };
  }

  it("ends a first release that fails, for there is nothing to wait for, and says why with its last lines", async () => {
    const { watch, progress } = await watching({
      looks: [[], [], [{ ...release, failedTasks: 1 }], [{ ...failed, failedTasks: 3 }]],
      tasks: [exited("a"), exited("b", { stoppedAt: STOPPED + 1 }), exited("c")],
      logs: { "ecs/web/b": [...Array.from({ length: 30 }, (_, line) => `line ${line}`)] },
    });

    await watch.lost;

    const lines = ((await watch.explain()) ?? "").split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "the new version did not become healthy (ECS deployment circuit breaker: tasks failed to start.); there is none before it that ECS could go back to, so nothing runs",
      "3 tasks: container web ended with exit code 3",
      "the last lines of task b:",
      "  line 10",
    ]);
    expect(lines).toHaveLength(3 + 20);
    expect(lines.at(-1)).toBe("  line 29");
    expect(progress[0]).toBe("1 task of the new version failed: container web ended with exit code 3");
  });

  it("finds the tasks of a release that ECS gave up and forgot between two looks", async () => {
    const tasks = [exited("old", { taskDefinitionArn: OLD })];
    const { watch } = await watching({
      looks: [[before]],
      tasks,
      logs: { "ecs/web/b": ["this release cannot start"] },
    });
    tasks.push(exited("a"), exited("b", { stoppedAt: STOPPED + 1 }));

    expect((await watch.explain())?.split("\n")).toEqual([
      "the new version did not become healthy; ECS rolled back to the one before, which still runs",
      "2 tasks: container web ended with exit code 3",
      "the last lines of task b:",
      "  this release cannot start",
    ]);
  });

  it("says nothing of tasks that failed before the release", async () => {
    const { watch } = await watching({ looks: [[before]], tasks: [exited("a")] });
    expect(await watch.explain()).toBeUndefined();
  });

  it("lets ECS roll back, and says that the version before still runs", async () => {
    const { watch } = await watching({
      looks: [[before], [release, replaced], [before, { ...failed, status: "ACTIVE" }]],
      tasks: [exited("a")],
      logs: { "ecs/web/a": ["Traceback", "KeyError: 'DATABASE_URL'"] },
    });

    await watch.lost;

    expect(await watch.explain()).toBe(
      [
        "the new version did not become healthy (ECS deployment circuit breaker: tasks failed to start.); ECS rolled back to the one before, which still runs",
        "1 task: container web ended with exit code 3",
        "the last lines of task a:",
        "  Traceback",
        "  KeyError: 'DATABASE_URL'",
      ].join("\n"),
    );
  });

  it("knows of a release that ECS has stopped listing after it rolled back", async () => {
    const { watch } = await watching({ looks: [[before], [release, replaced], [before]], tasks: [exited("a")] });

    await watch.lost;

    expect(await watch.explain()).toBe(
      [
        "the new version did not become healthy; ECS rolled back to the one before, which still runs",
        "1 task: container web ended with exit code 3",
        "task a wrote nothing",
      ].join("\n"),
    );
  });

  it("looks for no lines of a task that never started", async () => {
    const stoppedReason = "CannotPullContainerError: not found";
    const { watch } = await watching({
      looks: [[], [], [release], [failed]],
      tasks: [exited("a", { stopCode: "TaskFailedToStart", stoppedReason, containers: [{ name: "web" }] })],
    });

    await watch.lost;

    expect((await watch.explain())?.split("\n").slice(1)).toEqual([
      "1 task: the image could not be pulled (CannotPullContainerError: not found)",
    ]);
  });

  it("counts neither tasks of other versions nor those that were too many, and repeats bad news of the service once", async () => {
    const news = (message: string, createdAt = STOPPED) => ({ message, createdAt });
    const unable = "(service web) was unable to place a task. Reason: You've reached the limit on the number of vCPUs";
    const { watch } = await watching({
      looks: [[], [], [release], [failed]],
      tasks: [
        exited("a", { taskDefinitionArn: OLD }),
        exited("b", { stoppedReason: "Scaling activity initiated by (deployment ecs-svc/2)" }),
        exited("c", { stoppedAt: BEFORE }),
      ],
      events: [
        news(unable),
        news(unable),
        news("(service web) has reached a steady state."),
        news("(service web) deployment failed", BEFORE),
      ],
    });

    await watch.lost;

    expect((await watch.explain())?.split("\n").slice(1)).toEqual([`ECS: ${unable}`]);
  });

  it("says nothing of an apply that brought no release, and nothing of one that succeeded", async () => {
    const { watch } = await watching({ looks: [[before]] });
    expect(await watch.explain()).toBeUndefined();
    watch.end();
    aws?.close();
    const { watch: other } = await watching({
      looks: [[before], [{ ...release, rolloutState: "COMPLETED" }]],
    });
    expect(await other.explain()).toBeUndefined();
  });

  it("says what it has seen where Terraform gave up before ECS did", async () => {
    const { watch } = await watching({ looks: [[before], [release, replaced]], tasks: [exited("a")] });

    expect((await watch.explain())?.split("\n").slice(0, 2)).toEqual([
      "the new version has not become healthy so far",
      "1 task: container web ended with exit code 3",
    ]);
  });

  it("says that it could not find out, where ECS does not let it", async () => {
    aws = await serveAws({});
    watch = await ReleaseWatch.begin({
      tasks: new ServiceTasks("main", "web", clientSettings(leadTo(aws), "eu-west-1"), 0),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      pollMs: 1,
    });

    expect(await watch.explain()).toBe("why it failed could not be asked for: not authorized");
  });
});
