import { oneStack } from "../testing/one-stack";
import { UrlCheck } from "./url-check";

describe("UrlCheck", () => {
  const { resource } = oneStack((stack) => {
    new UrlCheck(stack, "check", {
      name: "flask-test-web",
      topicArn: "arn:topic",
      hostName: "www.example.org",
      path: "/",
    });
  });

  it("asks the URL from outside, as a browser would", () => {
    expect(resource.aws_route53_health_check?.check).toMatchObject({
      type: "HTTPS",
      fqdn: "www.example.org",
      port: 443,
      resource_path: "/",
      enable_sni: true,
    });
  });

  it("alarms when nobody gets an answer, and when nobody could ask", () => {
    expect(resource.aws_cloudwatch_metric_alarm?.check_url).toMatchObject({
      alarm_name: "flask-test-web-url",
      alarm_actions: ["arn:topic"],
      namespace: "AWS/Route53",
      metric_name: "HealthCheckStatus",
      dimensions: { HealthCheckId: "${aws_route53_health_check.check.id}" },
      threshold: 1,
      comparison_operator: "LessThanThreshold",
      treat_missing_data: "breaching",
    });
  });
});
