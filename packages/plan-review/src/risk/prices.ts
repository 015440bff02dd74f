import { listOf, member } from "../plan-json/value";

/**
 * List prices in USD, us-east-1, on demand, as the pages named here had them on the day below. A month has 730 hours.
 * What is billed by use (requests, traffic, log volume, storage) is not in a plan and not counted: a log group, a table
 * or a bucket has no price here.
 */
export const PRICES_AS_OF = "2026-09-20";

const HOURS = 730;

/** https://aws.amazon.com/fargate/pricing/ (Linux; per vCPU and per GB, each hour) */
const FARGATE = { X86_64: { vcpu: 0.04048, gigabyte: 0.004445 }, ARM64: { vcpu: 0.03238, gigabyte: 0.00356 } };

type Values = Readonly<Record<string, unknown>>;

const MONTHLY: Readonly<Record<string, (values: Values) => number>> = {
  // https://aws.amazon.com/elasticloadbalancing/pricing/ (without capacity units)
  aws_lb: () => 0.0225 * HOURS,
  aws_alb: () => 0.0225 * HOURS,
  // https://aws.amazon.com/vpc/pricing/ (without traffic)
  aws_nat_gateway: () => 0.045 * HOURS,
  aws_eip: () => 0.005 * HOURS,
  // https://aws.amazon.com/privatelink/pricing/ (each zone; gateway endpoints are free)
  aws_vpc_endpoint: ({ vpc_endpoint_type: type, subnet_ids: subnets }) =>
    type === "Interface" ? 0.01 * HOURS * Math.max(1, listOf(subnets).length) : 0,
  // https://aws.amazon.com/waf/pricing/ (a managed group counts as one rule)
  aws_wafv2_web_acl: ({ rule }) => 5 + listOf(rule).length,
  // https://aws.amazon.com/cloudwatch/pricing/ (below a minute, an alarm is of high resolution)
  aws_cloudwatch_metric_alarm: ({ period }) => (typeof period === "number" && period < 60 ? 0.3 : 0.1),
  aws_cloudwatch_composite_alarm: () => 0.5,
  aws_cloudwatch_dashboard: () => 3,
  // https://aws.amazon.com/route53/pricing/
  aws_route53_zone: () => 0.5,
  // https://aws.amazon.com/kms/pricing/
  aws_kms_key: () => 1,
  // https://aws.amazon.com/secrets-manager/pricing/
  aws_secretsmanager_secret: () => 0.4,
};

/** Price of a resource for a month; undefined where none is known. */
export function monthlyPrice(type: string, values: Values): number | undefined {
  return Object.hasOwn(MONTHLY, type) ? MONTHLY[type]?.(values) : undefined;
}

/** Price of one Linux task on Fargate that runs all month, by its task definition. */
export function monthlyTaskPrice({ cpu, memory, runtime_platform: platform }: Values): number | undefined {
  const [vcpus, gigabytes] = [Number(cpu) / 1024, Number(memory) / 1024];
  const [first] = listOf(platform);
  const isWindows = /^windows/i.test(String(member(first, "operating_system_family")));
  if (!(vcpus > 0) || !(gigabytes > 0) || isWindows) return undefined;
  const prices = member(first, "cpu_architecture") === "ARM64" ? FARGATE.ARM64 : FARGATE.X86_64;
  return (vcpus * prices.vcpu + gigabytes * prices.gigabyte) * HOURS;
}
