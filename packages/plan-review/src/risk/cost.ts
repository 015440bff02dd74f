import { type Configured, configured, referencesIn, withoutKeys } from "../plan/configuration";
import type { Plan, ResourceChange } from "../plan/plan";
import { Regions } from "../plan/region";
import { type Container, equal, isContainer, listOf, member } from "../plan/value";
import { isFree } from "./free";
import { monthlyPrice, monthlyTaskPrice } from "./monthly-price";
import { byRegion, Prices, type RegionPrices } from "./prices";

const SMALLEST_USD = 0.005;
/** Arguments that say how much is paid for. */
const SIZES = [
  "instance_type instance_class node_type machine_type size vm_size sku sku_name tier allocated_storage storage_mb disk_size_gb",
  "desired_count min_size desired_capacity num_nodes num_cache_nodes node_count number_of_nodes capacity instance_count multi_az",
  "capacity_provider_strategy launch_type read_capacity write_capacity settings server_type shape plan",
].flatMap((names) => names.split(" "));
/** Of others, nothing is paid for by the hour. */
const BILLED_PROVIDERS =
  /^(aws|google|azurerm|oci|alicloud|digitalocean|hcloud|linode|vultr|ibm|openstack|scaleway|mongodbatlas|confluent|snowflake|aiven)_/;
/** What is paid for once in each of the subnets that this argument names. */
const SUBNETS: Readonly<Record<string, string>> = {
  aws_vpc_endpoint: "subnet_ids",
  aws_lb: "subnets",
  aws_alb: "subnets",
};
const SIDES = ["before", "after"] as const;
type Side = (typeof SIDES)[number];

/** What a month costs in which nobody comes. */
export interface IdleCost {
  /** USD, of what has a known price. */
  readonly monthlyCost: number;
  /** What it was reckoned with, by region. */
  readonly prices: readonly RegionPrices[];
}

/** What the changes of a plan do to the monthly bill. */
export class Costs {
  private readonly all: readonly ResourceChange[];
  private readonly taskDefinitions: readonly ResourceChange[];
  private readonly services: readonly ResourceChange[];
  private readonly targets: readonly ResourceChange[];
  private readonly configuration: ReadonlyMap<string, Configured>;
  private readonly regions: Regions;
  private readonly reckoned: RegionPrices[] = [];

  constructor(plan: Plan) {
    this.all = plan.resource_changes ?? [];
    this.taskDefinitions = this.all.filter(({ type }) => type === "aws_ecs_task_definition");
    this.services = this.all.filter(({ type }) => type === "aws_ecs_service");
    this.targets = this.all.filter(({ type }) => type === "aws_appautoscaling_target");
    this.configuration = new Map(configured(plan).map((one) => [one.address, one]));
    this.regions = new Regions(plan);
  }

  /** Difference of the monthly bill in USD; undefined where no price is known, or nothing changes. */
  monthly(resource: ResourceChange): number | undefined {
    const actions = resource.change?.actions ?? [];
    // What is forgotten stays, and goes on to cost.
    if (resource.mode === "data" || !actions.some((action) => ["create", "update", "delete"].includes(action))) {
      return undefined;
    }
    const prices = this.pricesOf(resource);
    const [before, after] = SIDES.map((side) => this.price(resource, side, prices));
    if (before === undefined || after === undefined) return undefined;
    const difference = actions.includes("forget") ? after : after - before;
    if (Math.abs(difference) < SMALLEST_USD) return undefined;
    const used = prices.summary();
    if (used) this.reckoned.push(used);
    return difference;
  }

  /** What `monthly` told differences with. */
  usedPrices(): RegionPrices[] {
    return byRegion(this.reckoned);
  }

  /** What all that is in the plan costs once it is applied, with nobody there: of what has a known price. */
  idle(): IdleCost {
    // What autoscaling keeps running is in the price of the service.
    const paid = this.all.filter(({ mode, type }) => mode !== "data" && type !== "aws_appautoscaling_target");
    const costs = paid.map((resource) => {
      const prices = this.pricesOf(resource);
      return { usd: this.price(resource, "after", prices) ?? 0, used: prices.summary() };
    });
    const counted = costs.filter(({ usd }) => usd > 0);
    return {
      monthlyCost: counted.reduce((sum, { usd }) => sum + usd, 0),
      prices: byRegion(counted.flatMap(({ used }) => used ?? [])),
    };
  }

  private pricesOf(resource: ResourceChange): Prices {
    return new Prices(this.regions.of(resource));
  }

  /** Whether the bill changes by a sum that nobody knows here. */
  isUnpriced(resource: ResourceChange): boolean {
    const { type = "", mode, change } = resource;
    const actions = change?.actions ?? [];
    const prices = this.pricesOf(resource);
    if (mode === "data" || !BILLED_PROVIDERS.test(type) || isFree(resource) || runsOnOthers(resource)) return false;
    if (actions.includes("create") !== actions.includes("delete")) {
      const side = actions.includes("create") ? "after" : "before";
      return this.price(resource, side, prices) === undefined;
    }
    if (!actions.includes("update") && !actions.includes("create")) return false;
    const resized = SIZES.some((name) => !equal(member(change?.before, name), member(change?.after, name)));
    return resized && SIDES.some((side) => this.price(resource, side, prices) === undefined);
  }

  private price(resource: ResourceChange, side: Side, prices: Prices): number | undefined {
    const { type = "", change } = resource;
    const values = change?.[side];
    if (!isContainer(values)) return values === null || values === undefined ? 0 : undefined;
    if (type === "aws_ecs_service") return this.servicePrice(resource, values, side, prices);
    if (type === "aws_appautoscaling_target") return this.minimumPrice(resource, values, prices);
    const subnets = Object.hasOwn(SUBNETS, type) ? SUBNETS[type] : undefined;
    if (subnets !== undefined && member(change?.after_unknown, subnets) === true && side === "after") {
      return monthlyPrice(type, { ...values, [subnets]: this.configuredSubnets(resource, subnets) }, prices);
    }
    return monthlyPrice(type, values, prices);
  }

  /** All tasks that a service wants to run on Fargate. */
  private servicePrice(service: ResourceChange, values: Container, side: Side, prices: Prices): number | undefined {
    const { desired_count: desired, launch_type: launchType, capacity_provider_strategy: strategy } = values;
    const minimum = this.minimumOf(values);
    const count = minimum ?? desired;
    const definition = this.taskDefinitionOf(service, values)?.change?.[side];
    if (typeof count !== "number" || !isContainer(definition)) return undefined;
    const spotShare = shareInSpot(strategy, count);
    if (spotShare === undefined) return undefined;
    const addresses = listOf(values.network_configuration).some((one) => member(one, "assign_public_ip") === true);
    const mayRunOnFargate = listOf(definition.requires_compatibilities).includes("FARGATE");
    const onFargate = launchType === "FARGATE" || (launchType !== "EC2" && mayRunOnFargate);
    const task = onFargate ? monthlyTaskPrice(definition, prices, spotShare) : undefined;
    return task === undefined ? undefined : (task + (addresses ? prices.aMonth("publicAddress") : 0)) * count;
  }

  /** What autoscaling keeps running at least, of what a service wants: after the creation, its own count says nothing. */
  private minimumOf(service: Container): number | undefined {
    const target = this.targets.find(({ change }) => isOf(change?.after ?? change?.before, service));
    // As it will be: what a change of the minimum costs is on the target itself.
    const minimum = member(target?.change?.after ?? target?.change?.before, "min_capacity");
    return typeof minimum === "number" ? minimum : undefined;
  }

  /** What a service's tasks cost that autoscaling keeps running; nothing where the service comes or goes with it. */
  private minimumPrice({ change }: ResourceChange, values: Container, prices: Prices): number | undefined {
    const service = this.services.find((one) => isOf(values, one.change?.after ?? one.change?.before));
    const state = service?.change?.after;
    if (!service || !isContainer(state) || !isContainer(service.change?.before) || change?.before === null)
      return undefined;
    const minimum = values.min_capacity;
    const all = this.servicePrice(service, state, "after", prices);
    const running = this.minimumOf(state);
    return typeof minimum === "number" && all !== undefined && running ? (all / running) * minimum : undefined;
  }

  /** The one that its configuration refers to; else the one of that ARN; else the only one. */
  private taskDefinitionOf(service: ResourceChange, values: Container): ResourceChange | undefined {
    const { expressions, prefix } = this.configuration.get(withoutKeys(service.address)) ?? {};
    const references = referencesIn(member(expressions, "task_definition")).map((one) => `${prefix}${one}`);
    const arn = values.task_definition;
    return (
      this.taskDefinitions.find(({ address }) => references.includes(withoutKeys(address))) ??
      this.taskDefinitions.find(({ change }) => typeof arn === "string" && member(change?.before, "arn") === arn) ??
      (this.taskDefinitions.length === 1 ? this.taskDefinitions[0] : undefined)
    );
  }

  /** Which subnets is known after the apply; how many, the configuration tells. */
  private configuredSubnets({ address }: ResourceChange, argument: string): string[] {
    const { expressions } = this.configuration.get(withoutKeys(address)) ?? {};
    const references = referencesIn(member(expressions, argument));
    return references.filter((one) => !references.some((other) => other.startsWith(`${one}.`)));
  }
}

/** A service whose tasks run on machines that are paid for anyway. */
function runsOnOthers({ type, change }: ResourceChange): boolean {
  if (type !== "aws_ecs_service") return false;
  return [change?.before, change?.after].every(
    (values) =>
      member(values, "launch_type") !== "FARGATE" && listOf(member(values, "capacity_provider_strategy")).length === 0,
  );
}

/** Whether a target of autoscaling is the service's: `service/CLUSTER/NAME`. */
function isOf(target: unknown, service: unknown): boolean {
  const [kind, , name] = String(member(target, "resource_id")).split("/");
  return kind === "service" && name === member(service, "name");
}

/** How much of the tasks runs in Spot; undefined where other capacity takes some. */
function shareInSpot(strategy: unknown, count: number): number | undefined {
  const providers = listOf(strategy).map((one) => ({
    name: member(one, "capacity_provider"),
    base: Number(member(one, "base") ?? 0),
    weight: Number(member(one, "weight") ?? 0),
  }));
  if (providers.length === 0) return 0;
  if (providers.some(({ name }) => name !== "FARGATE" && name !== "FARGATE_SPOT")) return undefined;
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const weights = sum(providers.map(({ weight }) => weight));
  const bases = Math.min(count, sum(providers.map(({ base }) => base)));
  const tasks = providers
    .filter(({ name }) => name === "FARGATE_SPOT")
    .map(({ base, weight }) => Math.min(base, count) + (weights > 0 ? ((count - bases) * weight) / weights : 0));
  return count > 0 ? sum(tasks) / count : 0;
}

/** `+$12.34 a month` */
export function costText(usd: number): string {
  return `${usd < 0 ? "−" : "+"}$${Math.abs(usd).toFixed(2)} a month`;
}
