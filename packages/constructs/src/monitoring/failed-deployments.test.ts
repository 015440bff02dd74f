import { oneStack } from "../testing/one-stack";
import { FailedDeployments } from "./failed-deployments";

describe("FailedDeployments", () => {
  const { resource } = oneStack((stack) => {
    new FailedDeployments(stack, "failed-deployment", {
      name: "flask-test-web",
      serviceArn: "arn:service",
      topicArn: "arn:topic",
    });
  });

  it("are those of this service that ECS gave up, not those in progress", () => {
    expect(JSON.parse(resource.aws_cloudwatch_event_rule?.failed_deployment?.event_pattern)).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: ["arn:service"],
      detail: { eventName: ["SERVICE_DEPLOYMENT_FAILED"] },
    });
  });

  it("are told to the topic of the alarms", () => {
    expect(resource.aws_cloudwatch_event_target?.failed_deployment).toMatchObject({
      rule: "${aws_cloudwatch_event_rule.failed_deployment.name}",
      arn: "arn:topic",
    });
  });
});
