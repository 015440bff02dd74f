import type { Construct } from "constructs";
import { Alarms, type AlarmsProps } from "./alarms";

export interface LoadBalancerAlarmsProps extends AlarmsProps {
  readonly loadBalancerArnSuffix: string;
  /** Certificate of its HTTPS listener. */
  readonly certificateArn: string;
}

const FIVE_MINUTES = 300;
const ONE_DAY = 86_400;
/** An answer or two of the load balancer's own are no outage: a target may go in the middle of a request. */
const FEWEST_ERRORS = 5;
/** ACM renews 60 days ahead where DNS still proves the domain; so near to the end it tried for two weeks. */
// https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
const EXPIRY_DAYS = 45;

/** Alarms on what happens before any service is reached; each says what to look at. */
export class LoadBalancerAlarms extends Alarms {
  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id, props);
    // What the load balancer answers by itself, with whatever is behind it: no targets, broken connections, time-outs.
    // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
    this.alarm("load-balancer-errors", {
      alarmDescription:
        "The load balancer itself answers 5XX: it finds no healthy task, or they close connections. Look at the services' events and at their keep-alive.",
      namespace: "AWS/ApplicationELB",
      metricName: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: props.loadBalancerArnSuffix },
      statistic: "Sum",
      period: FIVE_MINUTES,
      threshold: FEWEST_ERRORS,
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      treatMissingData: "notBreaching",
    });
    // Missing data is no alarm: it is missing after creation, and of a certificate that expired users tell at once.
    // https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html
    this.alarm("certificate-expiry", {
      alarmDescription:
        "The certificate was not renewed. Look at its status in ACM: the record that proves the domain is gone, or it was imported.",
      namespace: "AWS/CertificateManager",
      metricName: "DaysToExpiry",
      dimensions: { CertificateArn: props.certificateArn },
      statistic: "Minimum",
      period: ONE_DAY,
      evaluationPeriods: 1,
      threshold: EXPIRY_DAYS,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "notBreaching",
    });
  }
}
