import { rmSync } from "node:fs";
import { join } from "node:path";
import { Account } from "./account";
import { FOREIGN_BUCKET } from "./changed/changes";
import { Checkout } from "./checkout";
import { startDeployed } from "./deployed-account";
import { Operator } from "./operator";
import { attribute, reasons, resource } from "./planned";
import { buildRelease } from "./releases";
import { shipped, webStack, webStackId } from "./shipped";

const LOAD_BALANCER = "aws_lb.alb";
const TASK_DEFINITION = "aws_ecs_task_definition.task_definition";

/** What an operator reads of changes to what is deployed, and what is applied of it. */
describe("reviews of changes", () => {
  const checkout = new Checkout("e2e-reviews", "process");
  const operator = new Operator(checkout);
  beforeAll(() => startDeployed(checkout));
  afterAll(() => checkout.remove());

  it("finds nothing to review right after a deploy", async () => {
    const planned = await operator.plan({ options: ["--detailed-exitcode"] });
    expect(planned.topLine).toBe("no changes");
    expect(planned.review.stacks.flatMap(({ drift }) => drift)).toEqual([]);
    expect(planned).toHaveEnded(0);
  });

  it("reviews an image release as the image that changes", async () => {
    const IMAGE_URI = await buildRelease(checkout.cloud(), "a new headline");
    const planned = await operator.plan({ environment: { IMAGE_URI } });
    expect(planned.topLine).toBe("1 to add, 1 to change, 1 to destroy · worst: change");
    const { details = [] } = attribute(planned, TASK_DEFINITION, "container_definitions") ?? {};
    expect(details).toContainEqual(expect.stringMatching(new RegExp(`image local/flask@.* → ${IMAGE_URI}$`)));
  });

  it("reviews a change of cpu with what it costs", async () => {
    const planned = await operator.plan({ changes: ["cpu"], stacks: [webStack] });
    expect(planned.topLine).toBe("1 to add, 1 to change, 1 to destroy · worst: cost · +$18.02 a month");
    expect(attribute(planned, TASK_DEFINITION, "cpu")).toMatchObject({ before: '"256"', after: '"512"' });
    expect(attribute(planned, TASK_DEFINITION, "cpu")?.forcesReplacement).toBe(true);
  });

  it("reviews a deleted table as a loss of data", async () => {
    const planned = await operator.plan({ changes: ["deleted table"], stacks: ["data", webStack] });
    expect(planned.topLine).toMatch(/^1 to add, 3 to change, 2 to destroy · worst: data loss/);
    expect(reasons(planned, "aws_dynamodb_table.notes")[0]).toMatch(/^data loss: aws_dynamodb_table is deleted/);
  });

  it("reviews a wildcard in a policy as wider access", async () => {
    const planned = await operator.plan({ changes: ["widened policy"], stacks: [webStack] });
    expect(planned.topLine).toBe("0 to add, 1 to change, 0 to destroy · worst: access");
    expect(reasons(planned, "aws_iam_role_policy.task_policy")[0]).toMatch(/^access: .*dynamodb:\*/);
  });

  it("reviews a move as cosmetic", async () => {
    const planned = await operator.plan({ changes: ["moved"], stacks: [webStack] });
    expect(planned.topLine).toBe("0 to add, 0 to change, 0 to destroy · 1 to move · worst: cosmetic");
    expect(resource(planned, "aws_cloudwatch_metric_alarm.alarm_slow_answers")).toMatchObject({
      action: "move",
      previousAddress: "aws_cloudwatch_metric_alarm.alarm_latency",
    });
  });

  it("reviews an import with what it changes", async () => {
    await new Account(checkout.cloud()).createBucket(FOREIGN_BUCKET);
    const planned = await operator.plan({ changes: ["imported"], stacks: ["ecr"] });
    expect(planned.topLine).toBe("1 to import, 0 to add, 1 to change, 0 to destroy · worst: change");
    expect(resource(planned, "aws_s3_bucket.by_hand")?.importId).toBe(FOREIGN_BUCKET);
  });

  it("tells of a port that somebody opened outside of Terraform", async () => {
    const account = new Account(checkout.cloud());
    const group = await account.output("alb", "security_group_id");
    await account.openPort(group, 22);
    try {
      const planned = await operator.plan({ stacks: ["alb"], options: ["--refresh-only", "--detailed-exitcode"] });
      expect(planned).toHaveEnded(2);
      expect(planned.topLine).toBe("no changes · 1 drifted");
      const [drift] = planned.review.stacks[0]?.drift ?? [];
      expect(drift?.address).toBe("aws_security_group.alb_group");
      expect(drift?.findings.map(({ reason }) => reason)).toEqual(["port 22 open to 0.0.0.0/0: new"]);
    } finally {
      await account.closePort(group, 22);
    }
  });

  it("shows in the service what a replaced topic of the cluster does to it, and applies exactly that", async () => {
    const planned = await operator.plan({ changes: ["topic"] });
    expect(resource(planned, "aws_sns_topic.alarms")?.action).toBe("replace");
    expect(planned.output).toContain(`read by ${webStackId}: aws_cloudwatch_metric_alarm.alarm_outage`);
    const actions = attribute(planned, "aws_cloudwatch_metric_alarm.alarm_outage", "alarm_actions");
    expect(JSON.stringify(actions)).toContain("‹alarm_topic_arn of infra-cluster›");

    const deployed = await operator.deployReviewed("topic");

    expect(deployed.output).toMatch(/infra-cluster +✓ applied as reviewed/);
    expect(deployed.output).toMatch(new RegExp(`${webStackId} +✓ applied: \\d+ to change`));
    expect(await operator.plan({ changes: ["topic"], options: ["--detailed-exitcode"] })).toHaveEnded(0);
  });

  it("refuses a review once something else was deployed, and nothing is applied", async () => {
    const planned = await operator.plan({ changes: ["idle timeout"], stacks: ["alb"] });
    expect(attribute(planned, LOAD_BALANCER, "idle_timeout")).toMatchObject({ before: "60", after: "77" });
    expect(await operator.deploy("idle timeout")).toHaveEnded(0);

    const ended = await operator.deployReviewed("idle timeout");

    expect(ended).toHaveEnded(1);
    expect(ended.output).toContain("infra-alb: its state has moved on since the review; plan again");
    expect(ended.output).not.toContain("applying");
  });

  it("needs no output folder but the review's to apply it", async () => {
    const planned = await operator.plan({ stacks: ["alb"] });
    expect(planned.topLine).toBe("0 to add, 1 to change, 0 to destroy · worst: change");
    rmSync(join(checkout.output, shipped.name, "stacks"), { recursive: true });

    const ended = await operator.deployReviewed();

    expect(ended.output).toMatch(/infra-alb +✓ applied as reviewed/);
    expect(ended).toHaveEnded(0);
    expect(await checkout.cdktf(["deploy", "infra", "--auto-approve"])).toHaveEnded(0);
  });
});
