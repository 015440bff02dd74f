import { oneStack } from "../testing/one-stack";
import { LoadBalancerAlarms } from "./load-balancer-alarms";

describe("LoadBalancerAlarms", () => {
  const alarms = oneStack((stack) => {
    new LoadBalancerAlarms(stack, "alarm", {
      name: "flask-test",
      topicArn: "arn:topic",
      loadBalancerArnSuffix: "app/flask-test/1",
      certificateArn: "arn:certificate",
    });
  }).resource.aws_cloudwatch_metric_alarm;

  it("fire when the load balancer itself answers 5XX, whatever is behind it", () => {
    expect(alarms?.alarm_load_balancer_errors).toMatchObject({
      alarm_name: "flask-test-load-balancer-errors",
      alarm_actions: ["arn:topic"],
      metric_name: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: "app/flask-test/1" },
      statistic: "Sum",
      threshold: 5,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      treat_missing_data: "notBreaching",
    });
  });

  it("fire when the certificate should have been renewed two weeks ago", () => {
    expect(alarms?.alarm_certificate_expiry).toMatchObject({
      namespace: "AWS/CertificateManager",
      metric_name: "DaysToExpiry",
      dimensions: { CertificateArn: "arn:certificate" },
      statistic: "Minimum",
      threshold: 45,
      comparison_operator: "LessThanThreshold",
    });
  });
});
