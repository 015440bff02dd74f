import { listOf, member } from "../plan/value";
import type { PriceName } from "./price-items";
import { type Prices, SPOT_SHARE } from "./prices";

type Values = Readonly<Record<string, unknown>>;

/** What of a type is paid for. What is billed by use is not in a plan: a log group or a bucket has no price here. */
const MONTHLY: Readonly<Record<string, (values: Values, prices: Prices) => number | undefined>> = {
  aws_db_instance: database,
  aws_lb: loadBalancer,
  aws_alb: loadBalancer,
  aws_nat_gateway: (_, prices) => prices.aMonth("natGateway"),
  aws_eip: (_, prices) => prices.aMonth("publicAddress"),
  // Gateway endpoints are free.
  aws_vpc_endpoint: ({ vpc_endpoint_type: type, subnet_ids: subnets }, prices) =>
    type === "Interface" ? prices.aMonth("interfaceEndpoint") * Math.max(1, listOf(subnets).length) : 0,
  aws_wafv2_web_acl: ({ rule }, prices) => prices.aMonth("webAcl") + prices.aMonth("webAclRule") * listOf(rule).length,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_composite_alarm: (_, prices) => prices.aMonth("compositeAlarm"),
  aws_cloudwatch_dashboard: (_, prices) => prices.aMonth("dashboard"),
  aws_route53_zone: (_, prices) => prices.aMonth("hostedZone"),
  aws_kms_key: (_, prices) => prices.aMonth("key"),
  aws_secretsmanager_secret: (_, prices) => prices.aMonth("secret"),
};

/** Price of a resource for a month; undefined where none is known. */
export function monthlyPrice(type: string, values: Values, prices: Prices): number | undefined {
  return Object.hasOwn(MONTHLY, type) ? MONTHLY[type]?.(values, prices) : undefined;
}

/** Every metric of an alarm is paid for; of metrics below a minute more. */
function alarm({ period, metric_query: queries }: Values, prices: Prices): number {
  const metrics = listOf(queries).flatMap((query) => listOf(member(query, "metric")));
  const periods = metrics.length > 0 ? metrics.map((metric) => member(metric, "period")) : [period];
  return periods.reduce<number>(
    (sum, one) => sum + prices.aMonth(typeof one === "number" && one < 60 ? "fastAlarmMetric" : "alarmMetric"),
    0,
  );
}

/** Without capacity units; with its addresses, one in each subnet. */
function loadBalancer({ internal, subnets, subnet_mapping: mapped }: Values, prices: Prices): number {
  const addresses = internal === false ? Math.max(listOf(subnets).length, listOf(mapped).length) : 0;
  return prices.aMonth("loadBalancer") + (addresses > 0 ? addresses * prices.aMonth("publicAddress") : 0);
}

const DATABASE_CLASSES: Readonly<Record<string, PriceName>> = {
  "db.t4g.micro": "databaseMicro",
  "db.t4g.small": "databaseSmall",
  "db.t4g.medium": "databaseMedium",
};

/** Undefined for classes, engines and disks that have no price here. */
function database(values: Values, prices: Prices): number | undefined {
  const { instance_class: name, engine, multi_az: twice, allocated_storage: gigabytes, storage_type: disk } = values;
  const machine = Object.hasOwn(DATABASE_CLASSES, String(name)) ? DATABASE_CLASSES[String(name)] : undefined;
  if (machine === undefined || !/^(postgres|mysql|mariadb)$/.test(String(engine))) return undefined;
  if (typeof gigabytes !== "number" || (disk ?? "gp3") !== "gp3") return undefined;
  return (prices.aMonth(machine) + gigabytes * prices.aMonth("databaseGigabyte")) * (twice === true ? 2 : 1);
}

/** Price of one Linux task on Fargate that runs all month, by its task definition; `spotShare` of its time in Spot. */
export function monthlyTaskPrice(
  { cpu, memory, runtime_platform: platform }: Values,
  prices: Prices,
  spotShare = 0,
): number | undefined {
  const [vcpus, gigabytes] = [inUnits(cpu, /vcpu/i), inUnits(memory, /gb/i)];
  const [first] = listOf(platform);
  const isWindows = /^windows/i.test(String(member(first, "operating_system_family")));
  if (!(vcpus > 0) || !(gigabytes > 0) || isWindows) return undefined;
  const isArm = member(first, "cpu_architecture") === "ARM64";
  const onDemand =
    vcpus * prices.aMonth(isArm ? "fargateArmVcpu" : "fargateVcpu") +
    gigabytes * prices.aMonth(isArm ? "fargateArmGigabyte" : "fargateGigabyte");
  return onDemand * (1 - spotShare + spotShare * SPOT_SHARE);
}

/** `.5 vCPU` and `1GB` as they are, `512` as 1024ths: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
function inUnits(value: unknown, unit: RegExp): number {
  const number = Number.parseFloat(String(value));
  return unit.test(String(value)) ? number : number / 1024;
}
