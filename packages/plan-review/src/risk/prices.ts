/**
 * List prices in USD, us-east-1, on demand, read from the pages named here on 2025-11-03. A month has 730 hours. What is
 * billed by use (requests, traffic, log volume) is not in a plan and not counted.
 */
const HOURS = 730;

export const PRICES_AS_OF = "2025-11-03";

/** https://aws.amazon.com/fargate/pricing/ (Linux, x86 and ARM, per vCPU and GB and hour). */
const FARGATE = { X86_64: { vcpu: 0.04048, gigabyte: 0.004445 }, ARM64: { vcpu: 0.03238, gigabyte: 0.00356 } };

/** Price of one resource and month by its planned values; undefined where it depends on use. */
const MONTHLY: Readonly<Record<string, (values: Readonly<Record<string, unknown>>) => number>> = {
  // https://aws.amazon.com/elasticloadbalancing/pricing/ (without capacity units)
  aws_lb: () => 0.0225 * HOURS,
  aws_alb: () => 0.0225 * HOURS,
  // https://aws.amazon.com/vpc/pricing/ (without traffic)
  aws_nat_gateway: () => 0.045 * HOURS,
  aws_vpc_endpoint: ({ vpc_endpoint_type: type, subnet_ids: subnets }) =>
    type === "Interface" ? 0.01 * HOURS * (Array.isArray(subnets) ? subnets.length : 1) : 0,
  aws_eip: () => 0.005 * HOURS,
  // https://aws.amazon.com/waf/pricing/
  aws_wafv2_web_acl: ({ rule }) => 5 + (Array.isArray(rule) ? rule.length : 0),
  // https://aws.amazon.com/cloudwatch/pricing/
  aws_cloudwatch_metric_alarm: () => 0.1,
  aws_cloudwatch_dashboard: () => 3,
  // https://aws.amazon.com/route53/pricing/
  aws_route53_zone: () => 0.5,
  // https://aws.amazon.com/kms/pricing/
  aws_kms_key: () => 1,
  // https://aws.amazon.com/secrets-manager/pricing/
  aws_secretsmanager_secret: () => 0.4,
};

export function monthlyPrice(type: string, values: unknown): number | undefined {
  if (typeof values !== "object" || values === null) return undefined;
  return MONTHLY[type]?.(values as Record<string, unknown>);
}

/** One task of a task definition, running all month. */
export function monthlyTaskPrice(values: unknown): number | undefined {
  const { cpu, memory, runtime_platform: platform } = (values ?? {}) as Readonly<Record<string, unknown>>;
  if (!Number(cpu) || !Number(memory)) return undefined;
  const [{ cpu_architecture: architecture } = {}] = (Array.isArray(platform) ? platform : []) as {
    cpu_architecture?: string;
  }[];
  const prices = architecture === "ARM64" ? FARGATE.ARM64 : FARGATE.X86_64;
  return ((Number(cpu) / 1024) * prices.vcpu + (Number(memory) / 1024) * prices.gigabyte) * HOURS;
}
