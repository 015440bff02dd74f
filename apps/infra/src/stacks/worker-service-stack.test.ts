import { stackGroup } from "@app/config";
import { type Block, synthesized } from "../synthesized-app";
import { others } from "../testing/applications";

type Resources = Readonly<Record<string, Readonly<Record<string, Block>>>>;

const { files } = synthesized(others.load("working"));
const resources = (stack: string): Resources =>
  (JSON.parse(files[`${stackGroup}-${stack}`] ?? "{}") as { resource?: Resources }).resource ?? {};
const alarms = (worker: string) => resources(`service-${worker}`).aws_cloudwatch_metric_alarm ?? {};
const published = (name: string) => `\${data.terraform_remote_state.${stackGroup}_data.outputs.${name}}`;

describe("the stack of a worker", () => {
  it("has nothing of a load balancer's, and no name of its own", () => {
    const types = Object.keys(resources("service-mailer"));
    expect(types.filter((type) => /^aws_(lb|route53)/.test(type))).toEqual([]);
    expect(files[`${stackGroup}-service-mailer`]).not.toContain(`${stackGroup}_alb`);
  });

  it("watches the queue that it consumes, by the name that the data stack publishes", () => {
    expect(alarms("mailer").alarm_dead_letters).toMatchObject({
      dimensions: { QueueName: published("mails_dead_letter_queue_name") },
    });
    expect(alarms("mailer").alarm_oldest_message).toMatchObject({
      dimensions: { QueueName: published("mails_queue_name") },
      threshold: 900,
    });
    expect(JSON.stringify(resources("service-mailer").aws_appautoscaling_policy)).toContain(
      published("mails_queue_name"),
    );
  });

  it("starts a first task by itself only where none may run", () => {
    expect(Object.keys(alarms("mailer"))).toContain("scaling_first_task");
    expect(Object.keys(alarms("mailer"))).not.toContain("alarm_running_tasks");
    expect(Object.keys(alarms("importer")).sort()).toEqual([
      "alarm_dead_letters",
      "alarm_maximum_tasks",
      "alarm_oldest_message",
      "alarm_running_tasks",
    ]);
  });

  it("watches no dead letters that nobody named, and no queue where there is none", () => {
    expect(Object.keys(alarms("biller")).sort()).toEqual([
      "alarm_maximum_tasks",
      "alarm_oldest_message",
      "alarm_running_tasks",
    ]);
    expect(Object.keys(alarms("poller")).sort()).toEqual(["alarm_maximum_tasks", "alarm_running_tasks"]);
    expect(resources("service-poller").aws_appautoscaling_policy).toBeUndefined();
  });

  it("leaves to the data stack the queues that are not there yet, and no other", () => {
    expect(Object.keys(resources("data").aws_sqs_queue ?? {}).sort()).toEqual(["mails", "mails_dead_letters"]);
  });
});
