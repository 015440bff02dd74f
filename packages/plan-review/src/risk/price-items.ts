/** One thing that is paid for, on demand, without what is billed by use: traffic, requests, log volume, storage. */
export interface PriceItem {
  /** What it is for. */
  readonly unit: string;
  readonly per: "hour" | "month";
  /** Where AWS's own offer files have it. */
  readonly offer?: Offer;
  /** One price for all regions, with the page that says so and the day on which it did. */
  readonly everywhere?: { readonly usd: number; readonly source: string; readonly asOf: string };
}

/** Row of an offer file: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html */
export interface Offer {
  /** Name of the service in the price list. */
  readonly service: string;
  /** `usageType` without the prefix of the region: `EUC1-NatGateway-Hours`, and in us-east-1 `NatGateway-Hours`. */
  readonly usage: string;
  /** Other columns and what stands in them, where the usage alone does not tell. */
  readonly where?: Readonly<Record<string, string>>;
}

const POSTGRES = { "Database Engine": "PostgreSQL", "Deployment Option": "Single-AZ" };

export const PRICE_ITEMS = {
  fargateVcpu: fargate("vCPU of Linux on x86", "Fargate-vCPU-Hours:perCPU"),
  fargateGigabyte: fargate("GB of Linux on x86", "Fargate-GB-Hours"),
  fargateArmVcpu: fargate("vCPU of Linux on ARM", "Fargate-ARM-vCPU-Hours:perCPU"),
  fargateArmGigabyte: fargate("GB of Linux on ARM", "Fargate-ARM-GB-Hours"),
  publicAddress: everywhere(
    "public IPv4 address in use",
    "hour",
    0.005,
    "https://aws.amazon.com/blogs/aws/new-aws-public-ipv4-address-charge-public-ip-insights/",
  ),
  natGateway: { unit: "NAT gateway", per: "hour", offer: { service: "AmazonEC2", usage: "NatGateway-Hours" } },
  interfaceEndpoint: {
    unit: "interface endpoint, each zone",
    per: "hour",
    offer: { service: "AmazonVPC", usage: "VpcEndpoint-Hours" },
  },
  loadBalancer: {
    unit: "load balancer",
    per: "hour",
    offer: {
      service: "AWSELB",
      usage: "LoadBalancerUsage",
      where: { "Product Family": "Load Balancer-Application" },
    },
  },
  databaseMicro: database("db.t4g.micro"),
  databaseSmall: database("db.t4g.small"),
  databaseMedium: database("db.t4g.medium"),
  databaseGigabyte: {
    unit: "GB of gp3 of a database",
    per: "month",
    offer: { service: "AmazonRDS", usage: "RDS:GP3-Storage", where: POSTGRES },
  },
  webAcl: everywhere("web ACL", "month", 5, "https://aws.amazon.com/waf/pricing/"),
  webAclRule: everywhere("rule, or managed group of rules", "month", 1, "https://aws.amazon.com/waf/pricing/"),
  alarmMetric: alarm("metric of an alarm", "CW:AlarmMonitorUsage"),
  fastAlarmMetric: alarm("metric of an alarm with a period below a minute", "CW:HighResAlarmMonitorUsage"),
  compositeAlarm: alarm("composite alarm", "CW:CompositeAlarmMonitorUsage"),
  // The offer files have no row for it.
  dashboard: everywhere("dashboard", "month", 3, "https://aws.amazon.com/cloudwatch/pricing/"),
  hostedZone: everywhere("hosted zone", "month", 0.5, "https://aws.amazon.com/route53/pricing/"),
  key: everywhere("key", "month", 1, "https://aws.amazon.com/kms/pricing/"),
  secret: {
    unit: "secret",
    per: "month",
    offer: { service: "AWSSecretsManager", usage: "AWSSecretsManager-Secrets" },
  },
} as const satisfies Readonly<Record<string, PriceItem>>;

export type PriceName = keyof typeof PRICE_ITEMS;

export const PRICE_NAMES = Object.keys(PRICE_ITEMS) as readonly PriceName[];

export function priceItem(name: PriceName): PriceItem {
  return PRICE_ITEMS[name];
}

function fargate(unit: string, usage: string): PriceItem {
  return { unit, per: "hour", offer: { service: "AmazonECS", usage } };
}

function database(instanceClass: string): PriceItem {
  const usage = `InstanceUsage:${instanceClass}`;
  return { unit: `${instanceClass} in one zone`, per: "hour", offer: { service: "AmazonRDS", usage, where: POSTGRES } };
}

function alarm(unit: string, usage: string): PriceItem {
  return { unit, per: "month", offer: { service: "AmazonCloudWatch", usage } };
}

function everywhere(unit: string, per: PriceItem["per"], usd: number, source: string): PriceItem {
  return { unit, per, everywhere: { usd, source, asOf: "2026-09-20" } };
}
