import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";

export interface AlarmTopicProps {
  readonly name: string;
  readonly accountId: string;
  /** Subscribed to the topic; must confirm by mail. Default: nobody is. */
  readonly email?: string;
  /** Provider of the region that the topic is in. Default: the stack's. */
  readonly provider?: TerraformProvider;
}

/** The SNS topic that alarms go to. */
export class AlarmTopic extends Construct {
  readonly topic: SnsTopic;

  constructor(scope: Construct, id: string, { name, accountId, email, provider }: AlarmTopicProps) {
    super(scope, id);
    // Not encrypted with AWS's own SNS key: CloudWatch may not use it, and alarms hold no secrets.
    this.topic = new SnsTopic(this, "Topic", { provider, name: `${name}-alarms` });
    new SnsTopicPolicy(this, "Policy", {
      provider,
      arn: this.topic.arn,
      policy: policyDocument([
        {
          sid: "AlarmsOfThisAccount",
          principals: { Service: "cloudwatch.amazonaws.com" },
          actions: ["sns:Publish"],
          resources: [this.topic.arn],
          conditions: { StringEquals: { "aws:SourceAccount": accountId } },
        },
        {
          // Without a condition, as AWS documents it for topics.
          // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
          sid: "EventsOfDeployments",
          principals: { Service: "events.amazonaws.com" },
          actions: ["sns:Publish"],
          resources: [this.topic.arn],
        },
      ]),
    });
    if (email) {
      new SnsTopicSubscription(this, "email", {
        provider,
        topicArn: this.topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
  }
}
