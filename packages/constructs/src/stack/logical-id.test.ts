import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { Construct } from "constructs";
import { oneStack, type TestStack } from "../testing/one-stack";

/** Names in Terraform of the topics that `build` makes. */
const names = (build: (stack: TestStack) => void) => Object.keys(oneStack(build).resource.aws_sns_topic ?? {});

describe("the name of a resource in Terraform", () => {
  it("is the path of its ids, joined by underscores", () => {
    expect(names((stack) => new SnsTopic(new Construct(stack, "notes"), "table-topic", {}))).toEqual([
      "notes_table_topic",
    ]);
  });

  it("leaves out ids that start with a capital: they only group", () => {
    expect(
      names((stack) => {
        const network = new Construct(stack, "Network");
        new SnsTopic(new Construct(network, "alarms"), "Topic", {});
      }),
    ).toEqual(["alarms"]);
  });

  it.each([
    ["5xx-alarm", "5xx_alarm"],
    ["notes.topic", "notes.topic"],
    ["Topic", ""],
  ])("refuses what does not make a name, with the construct's path: %s", (id, name) => {
    expect(() => names((stack) => new SnsTopic(stack, id, {}))).toThrow(
      `stack/${id}: "${name}" is not a Terraform name; use letters, digits and hyphens in construct ids`,
    );
  });
});
