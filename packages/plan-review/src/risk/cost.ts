import { type Configured, configured, referencesIn, withoutKeys } from "../plan-json/configuration";
import type { Plan, ResourceChange } from "../plan-json/plan";
import { type Container, isContainer, listOf, member } from "../plan-json/value";
import { monthlyPrice, monthlyTaskPrice } from "./prices";

const SMALLEST_USD = 0.005;
const SIDES = ["before", "after"] as const;
type Side = (typeof SIDES)[number];

/** What the changes of a plan do to the monthly bill. */
export class Costs {
  private readonly taskDefinitions: readonly ResourceChange[];
  private readonly configuration: ReadonlyMap<string, Configured>;

  constructor(plan: Plan) {
    this.taskDefinitions = (plan.resource_changes ?? []).filter(({ type }) => type === "aws_ecs_task_definition");
    this.configuration = new Map(configured(plan).map((one) => [one.address, one]));
  }

  /** Difference of the monthly bill in USD; undefined where no price is known, or nothing changes. */
  monthly(resource: ResourceChange): number | undefined {
    const actions = resource.change?.actions ?? [];
    // What is forgotten stays, and goes on to cost.
    if (resource.mode === "data" || !actions.some((action) => ["create", "update", "delete"].includes(action))) {
      return undefined;
    }
    const [before, after] = SIDES.map((side) => this.price(resource, side));
    if (before === undefined || after === undefined) return undefined;
    const difference = actions.includes("forget") ? after : after - before;
    return Math.abs(difference) < SMALLEST_USD ? undefined : difference;
  }

  private price(resource: ResourceChange, side: Side): number | undefined {
    const { type = "", change } = resource;
    const values = change?.[side];
    if (!isContainer(values)) return values === null || values === undefined ? 0 : undefined;
    if (type === "aws_ecs_service") return this.servicePrice(resource, values, side);
    if (type === "aws_vpc_endpoint" && member(change?.after_unknown, "subnet_ids") === true && side === "after") {
      return monthlyPrice(type, { ...values, subnet_ids: this.configuredSubnets(resource) });
    }
    return monthlyPrice(type, values);
  }

  /** All tasks that a service wants to run on Fargate. */
  private servicePrice(service: ResourceChange, values: Container, side: Side): number | undefined {
    const { desired_count: count, launch_type: launchType } = values;
    const definition = this.taskDefinitionOf(service, values)?.change?.[side];
    if (typeof count !== "number" || !isContainer(definition)) return undefined;
    const mayRunOnFargate = listOf(definition.requires_compatibilities).includes("FARGATE");
    const onFargate = launchType === "FARGATE" || (launchType !== "EC2" && mayRunOnFargate);
    const task = onFargate ? monthlyTaskPrice(definition) : undefined;
    return task === undefined ? undefined : task * count;
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
  private configuredSubnets({ address }: ResourceChange): string[] {
    const { expressions } = this.configuration.get(withoutKeys(address)) ?? {};
    const references = referencesIn(member(expressions, "subnet_ids"));
    return references.filter((one) => !references.some((other) => other.startsWith(`${one}.`)));
  }
}

/** `+$12.34 a month` */
export function costText(usd: number): string {
  return `${usd < 0 ? "−" : "+"}$${Math.abs(usd).toFixed(2)} a month`;
}
