import { listOf, member } from "../plan/value";

/**
 * List prices in USD, us-east-1, on demand, as the pages named here had them on the day below. A month has 730 hours.
 * What is billed by use (requests, traffic, log volume, storage) is not in a plan and not counted: a log group, a table
 * or a bucket has no price here.
 */
export const PRICES_AS_OF = "2026-09-20";

const HOURS = 730;

/** https://aws.amazon.com/fargate/pricing/ (Linux; per vCPU and per GB, each hour) */
const FARGATE = { X86_64: { vcpu: 0.04048, gigabyte: 0.004445 }, ARM64: { vcpu: 0.03238, gigabyte: 0.00356 } };

/** https://aws.amazon.com/fargate/pricing/ (Spot moves with supply; up to 70 % below the price on demand) */
const SPOT_SHARE = 0.3;
/** https://aws.amazon.com/vpc/pricing/ (each public IPv4 address in use) */
export const PUBLIC_ADDRESS_MONTHLY = 0.005 * HOURS;

/**
 * https://aws.amazon.com/rds/postgresql/pricing/ (one zone; each hour; the same for MySQL and MariaDB). That page fills its
 * tables by script, so these figures are from a copy on another site and were not compared with AWS's own.
 */
const DATABASE_CLASSES: Readonly<Record<string, number>> = {
  "db.t4g.micro": 0.016,
  "db.t4g.small": 0.032,
  "db.t4g.medium": 0.065,
};
/** https://aws.amazon.com/rds/postgresql/pricing/ (gp3, each GB a month) */
const DATABASE_GIGABYTE = 0.115;

type Values = Readonly<Record<string, unknown>>;

const MONTHLY: Readonly<Record<string, (values: Values) => number | undefined>> = {
  // https://aws.amazon.com/rds/postgresql/pricing/
  aws_db_instance: database,
  // https://aws.amazon.com/elasticloadbalancing/pricing/ (without capacity units)
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  // https://aws.amazon.com/vpc/pricing/ (without traffic)
  aws_nat_gateway: () => 0.045 * HOURS,
  aws_eip: () => 0.005 * HOURS,
  // https://aws.amazon.com/privatelink/pricing/ (each zone; gateway endpoints are free)
  aws_vpc_endpoint: ({ vpc_endpoint_type: type, subnet_ids: subnets }) =>
    type === "Interface" ? 0.01 * HOURS * Math.max(1, listOf(subnets).length) : 0,
  // https://aws.amazon.com/waf/pricing/ (a managed group counts as one rule)
  aws_wafv2_web_acl: ({ rule }) => 5 + listOf(rule).length,
  // https://aws.amazon.com/cloudwatch/pricing/ (below a minute, an alarm is of high resolution)
  aws_cloudwatch_metric_alarm: ({ period, metric_query: queries }) => {
    const metrics = listOf(queries).flatMap((query) => listOf(member(query, "metric")));
    const periods = metrics.length > 0 ? metrics.map((metric) => member(metric, "period")) : [period];
    return periods.reduce<number>((sum, one) => sum + (typeof one === "number" && one < 60 ? 0.3 : 0.1), 0);
  },
  aws_cloudwatch_composite_alarm: () => 0.5,
  aws_cloudwatch_dashboard: () => 3,
  // https://aws.amazon.com/route53/pricing/
  aws_route53_zone: () => 0.5,
  // https://aws.amazon.com/kms/pricing/
  aws_kms_key: () => 1,
  // https://aws.amazon.com/secrets-manager/pricing/
  aws_secretsmanager_secret: () => 0.4,
};

/** https://aws.amazon.com/elasticloadbalancing/pricing/ (without capacity units), with its addresses, one in each subnet. */
function loadBalancer({ internal, subnets }: Values): number {
  const addresses = internal === false ? listOf(subnets).length : 0;
  return 0.0225 * HOURS + addresses * PUBLIC_ADDRESS_MONTHLY;
}

/** Undefined for classes, engines and disks that the table does not have. */
function database(values: Values): number | undefined {
  const { instance_class: name, engine, multi_az: twice, allocated_storage: gigabytes, storage_type: disk } = values;
  const hourly = Object.hasOwn(DATABASE_CLASSES, String(name)) ? DATABASE_CLASSES[String(name)] : undefined;
  if (hourly === undefined || !/^(postgres|mysql|mariadb)$/.test(String(engine))) return undefined;
  if (typeof gigabytes !== "number" || (disk ?? "gp3") !== "gp3") return undefined;
  return (hourly * HOURS + gigabytes * DATABASE_GIGABYTE) * (twice === true ? 2 : 1);
}

/** Price of a resource for a month; undefined where none is known. */
export function monthlyPrice(type: string, values: Values): number | undefined {
  return Object.hasOwn(MONTHLY, type) ? MONTHLY[type]?.(values) : undefined;
}

/** Price of one Linux task on Fargate that runs all month, by its task definition; `spotShare` of its time in Spot. */
export function monthlyTaskPrice(
  { cpu, memory, runtime_platform: platform }: Values,
  spotShare = 0,
): number | undefined {
  const [vcpus, gigabytes] = [inUnits(cpu, /vcpu/i), inUnits(memory, /gb/i)];
  const [first] = listOf(platform);
  const isWindows = /^windows/i.test(String(member(first, "operating_system_family")));
  if (!(vcpus > 0) || !(gigabytes > 0) || isWindows) return undefined;
  const prices = member(first, "cpu_architecture") === "ARM64" ? FARGATE.ARM64 : FARGATE.X86_64;
  const onDemand = (vcpus * prices.vcpu + gigabytes * prices.gigabyte) * HOURS;
  return onDemand * (1 - spotShare + spotShare * SPOT_SHARE);
}

/** `.5 vCPU` and `1GB` as they are, `512` as 1024ths: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
function inUnits(value: unknown, unit: RegExp): number {
  const number = Number.parseFloat(String(value));
  return unit.test(String(value)) ? number : number / 1024;
}
