import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import type { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

/** Region where Route 53 keeps the metrics of its health checks, so that alarms on them and their topics must be there. */
// https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html
export const URL_CHECK_REGION = "us-east-1";

export interface UrlCheckProps extends AlarmsProps {
  readonly hostName: string;
  /** Path that answers with a status from 200 to 399. */
  readonly path: string;
  /** Provider of `URL_CHECK_REGION`; the topic is there as well. */
  readonly provider?: TerraformProvider;
}

const ONE_MINUTE = 60;
const INTERVAL_SECONDS = 30;
const FAILURES = 3;

/**
 * Asks a URL from outside, every 30 seconds from several places of the world, through name, certificate and load balancer,
 * and alarms when it does not answer: whatever the reason is, and whether there are users or not.
 */
// https://aws.amazon.com/route53/pricing/ (a check of an endpoint in AWS, with HTTPS as an optional feature)
export class UrlCheck extends Alarms {
  constructor(scope: Construct, id: string, props: UrlCheckProps) {
    super(scope, id, props);
    const { hostName, path, provider, name } = props;
    const check = new Route53HealthCheck(this, "Check", {
      type: "HTTPS",
      fqdn: hostName,
      port: 443,
      resourcePath: path,
      // The certificate is that of the name, which a client says first.
      enableSni: true,
      requestInterval: INTERVAL_SECONDS,
      failureThreshold: FAILURES,
      tags: { Name: name },
    });
    this.alarm("url", {
      provider,
      alarmDescription: `https://${hostName}${path} does not answer from outside. Look at the name servers of the domain, the certificate, the load balancer and the tasks, in this order.`,
      namespace: "AWS/Route53",
      metricName: "HealthCheckStatus",
      dimensions: { HealthCheckId: check.id },
      statistic: "Minimum",
      period: ONE_MINUTE,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
    });
  }
}
