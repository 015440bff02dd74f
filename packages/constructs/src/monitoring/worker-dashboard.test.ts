import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import type { QueueMetrics } from "./queue-metrics";
import { WorkerDashboard } from "./worker-dashboard";

const widgets = (queue?: QueueMetrics): Block[] => {
  const { resource } = oneStack((stack) => {
    new WorkerDashboard(stack, "dashboard", {
      name: "shop-test-worker",
      region: "eu-central-1",
      service: { ClusterName: "shared", ServiceName: "shop-test-worker" },
      queue,
      logGroupName: "/ecs/shop-test-worker",
    });
  });
  return JSON.parse(resource.aws_cloudwatch_dashboard?.dashboard?.dashboard_body).widgets;
};
const titles = (queue?: QueueMetrics) => widgets(queue).map(({ properties }) => properties.title);
const jobs = { name: "shop-test-jobs", deadLetterName: "shop-test-jobs-dead-letters" };

describe("WorkerDashboard", () => {
  it("shows what waits, what was done, what failed and what runs, and the log", () => {
    expect(titles(jobs)).toEqual([
      "Messages waiting and in work",
      "Age of the oldest message (seconds)",
      "Messages sent and done",
      "Dead letters",
      "CPU and memory (percent)",
      "Running tasks",
      "Latest log",
    ]);
    expect(widgets(jobs).at(-1)?.properties.query).toMatch(/^SOURCE '\/ecs\/shop-test-worker' \| /);
  });

  it("counts the messages of its own queue", () => {
    const drawn = widgets(jobs).flatMap(({ properties }) => properties.metrics ?? []);
    expect(drawn).toContainEqual([
      "AWS/SQS",
      "ApproximateNumberOfMessagesVisible",
      "QueueName",
      "shop-test-jobs",
      { stat: "Maximum" },
    ]);
  });

  it("shows of a queue, and of dead letters, only where there are some", () => {
    expect(titles({ name: "team-jobs" })).not.toContain("Dead letters");
    expect(titles()).toEqual(["CPU and memory (percent)", "Running tasks", "Latest log"]);
  });
});
