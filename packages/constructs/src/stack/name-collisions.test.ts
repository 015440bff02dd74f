import { DataAwsSnsTopic } from "@cdktf/provider-aws/lib/data-aws-sns-topic";
import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformLocal, TerraformOutput } from "cdktf";
import { Construct } from "constructs";
import { oneStack, type TestStack } from "../testing/one-stack";

describe("two constructs that Terraform would know by one name", () => {
  it.each<[string, (stack: TestStack) => void, string]>([
    [
      "a hyphen and an underscore",
      (stack) => {
        new SnsTopic(stack, "a-b", {});
        new SnsTopic(stack, "a_b", {});
      },
      "stack/a-b and stack/a_b are both aws_sns_topic.a_b",
    ],
    [
      "another cut of one path",
      (stack) => {
        new SnsTopic(new Construct(stack, "notes"), "table-topic", {});
        new SnsTopic(new Construct(stack, "notes-table"), "topic", {});
      },
      "stack/notes/table-topic and stack/notes-table/topic are both aws_sns_topic.notes_table_topic",
    ],
    [
      "what only groups",
      (stack) => {
        new SnsTopic(new Construct(stack, "One"), "topic", {});
        new SnsTopic(new Construct(stack, "Other"), "topic", {});
      },
      "stack/One/topic and stack/Other/topic are both aws_sns_topic.topic",
    ],
    [
      "data sources",
      (stack) => {
        new DataAwsSnsTopic(stack, "a-b", { name: "first" });
        new DataAwsSnsTopic(stack, "a_b", { name: "second" });
      },
      "stack/a-b and stack/a_b are both data.aws_sns_topic.a_b",
    ],
    [
      "outputs",
      (stack) => {
        new TerraformOutput(stack, "a-b", { value: "first" });
        new TerraformOutput(stack, "a_b", { value: "second" });
      },
      "stack/a-b and stack/a_b are both output.a_b",
    ],
    [
      "locals",
      (stack) => {
        new TerraformLocal(stack, "a-b", "first");
        new TerraformLocal(stack, "a_b", "second");
      },
      "stack/a-b and stack/a_b are both local.a_b",
    ],
  ])("fail synthesis, both named: %s", (_, build, message) => {
    expect(() => oneStack(build)).toThrow(message);
  });

  it("may share it where their types differ", () => {
    const { resource, data } = oneStack((stack) => {
      new SnsTopic(new Construct(stack, "One"), "orders", {});
      new SqsQueue(new Construct(stack, "Other"), "orders", {});
      new DataAwsSnsTopic(new Construct(stack, "Third"), "orders", { name: "x" });
    });
    expect([Object.keys(resource), Object.keys(data)]).toEqual([["aws_sns_topic", "aws_sqs_queue"], ["aws_sns_topic"]]);
  });
});
