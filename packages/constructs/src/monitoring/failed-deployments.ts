import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";

export interface FailedDeploymentsProps {
  /** Name of the service. */
  readonly name: string;
  readonly serviceArn: string;
  /** SNS topic that is told; its policy lets EventBridge publish, see `AlarmTopic`. */
  readonly topicArn: string;
}

/**
 * Tells when ECS gives up a deployment of a service. Its circuit breaker brings the release before back, so that nothing
 * else rings; and a deploy that ran unattended has nobody who reads how it ended.
 */
export class FailedDeployments extends Construct {
  constructor(scope: Construct, id: string, { name, serviceArn, topicArn }: FailedDeploymentsProps) {
    super(scope, id);
    const rule = new CloudwatchEventRule(this, "Rule", {
      name: `${name}-failed-deployment`,
      description: "Deployments that ECS gave up",
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
      eventPattern: terraformJson({
        source: ["aws.ecs"],
        "detail-type": ["ECS Deployment State Change"],
        resources: [serviceArn],
        detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
      }),
    });
    new CloudwatchEventTarget(this, "Target", { rule: rule.name, arn: topicArn });
  }
}
