/** What AWS wants for one thing, on demand, without what is billed by use: traffic, requests, log volume, storage. */
export interface Price {
  /** US dollars. */
  readonly usd: number;
  readonly per: "hour" | "month";
  /** What it is for. */
  readonly unit: string;
  readonly region: string;
  /** The page that has it. */
  readonly source: string;
  /** The day on which it had it. */
  readonly asOf: string;
}

/** The last day on which all pages were looked at. */
export const PRICES_AS_OF = "2026-09-20";

const HOURS_A_MONTH = 730;

function price(usd: number, per: Price["per"], unit: string, source: string): Price {
  return { usd, per, unit, region: "us-east-1", source, asOf: PRICES_AS_OF };
}

const FARGATE = "https://aws.amazon.com/fargate/pricing/";
const VPC = "https://aws.amazon.com/vpc/pricing/";
const ALARMS = "https://aws.amazon.com/cloudwatch/pricing/";
/** It fills its tables by script, so its figures here are from a copy on another site and were not compared with it. */
const RDS = "https://aws.amazon.com/rds/postgresql/pricing/";

export const PRICES = {
  fargateVcpu: price(0.04048, "hour", "vCPU of Linux on x86", FARGATE),
  fargateGigabyte: price(0.004445, "hour", "GB of Linux on x86", FARGATE),
  fargateArmVcpu: price(0.03238, "hour", "vCPU of Linux on ARM", FARGATE),
  fargateArmGigabyte: price(0.00356, "hour", "GB of Linux on ARM", FARGATE),
  publicAddress: price(0.005, "hour", "public IPv4 address in use", VPC),
  natGateway: price(0.045, "hour", "NAT gateway", VPC),
  interfaceEndpoint: price(
    0.01,
    "hour",
    "interface endpoint, each zone",
    "https://aws.amazon.com/privatelink/pricing/",
  ),
  loadBalancer: price(0.0225, "hour", "load balancer", "https://aws.amazon.com/elasticloadbalancing/pricing/"),
  databaseMicro: price(0.016, "hour", "db.t4g.micro in one zone", RDS),
  databaseSmall: price(0.032, "hour", "db.t4g.small in one zone", RDS),
  databaseMedium: price(0.065, "hour", "db.t4g.medium in one zone", RDS),
  databaseGigabyte: price(0.115, "month", "GB of gp3 of a database", RDS),
  webAcl: price(5, "month", "web ACL", "https://aws.amazon.com/waf/pricing/"),
  webAclRule: price(1, "month", "rule, or managed group of rules", "https://aws.amazon.com/waf/pricing/"),
  alarmMetric: price(0.1, "month", "metric of an alarm", ALARMS),
  fastAlarmMetric: price(0.3, "month", "metric of an alarm with a period below a minute", ALARMS),
  compositeAlarm: price(0.5, "month", "composite alarm", ALARMS),
  dashboard: price(3, "month", "dashboard", ALARMS),
  hostedZone: price(0.5, "month", "hosted zone", "https://aws.amazon.com/route53/pricing/"),
  key: price(1, "month", "key", "https://aws.amazon.com/kms/pricing/"),
  secret: price(0.4, "month", "secret", "https://aws.amazon.com/secrets-manager/pricing/"),
} as const satisfies Readonly<Record<string, Price>>;

/** Of the price on demand: Spot moves with supply, and is up to 70 % below it (the page of Fargate's prices). */
export const SPOT_SHARE = 0.3;

export function aMonth(name: keyof typeof PRICES): number {
  const { usd, per } = PRICES[name];
  return per === "hour" ? usd * HOURS_A_MONTH : usd;
}
