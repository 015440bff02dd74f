import type { Construct } from "constructs";
import { LogBucket } from "../logs/log-bucket";

const RETENTION_DAYS = 90;

/** Takes a load balancer's access logs and forgets them after 90 days. */
export class AccessLogBucket extends LogBucket {
  constructor(
    scope: Construct,
    id: string,
    { name, accountId }: { readonly name: string; readonly accountId: string },
  ) {
    super(scope, id, {
      bucketName: `${name}-alb-logs-${accountId}`,
      retentionDays: RETENTION_DAYS,
      // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
      delivery: (bucketArn) => [
        {
          sid: "LoadBalancerLogDelivery",
          principals: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
          actions: ["s3:PutObject"],
          resources: [`${bucketArn}/AWSLogs/${accountId}/*`],
        },
      ],
    });
  }
}
