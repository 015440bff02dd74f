import type { Change, Plan, ResourceChange } from "../src/plan/plan";
import type { PlannedStack } from "../src/review/review-plans";

type Values = Readonly<Record<string, unknown>>;

/** A resource as `terraform show -json` tells of it; `before` and `after` are absent where there is none. */
export function resource(
  address: string,
  actions: readonly string[],
  { before, after, ...change }: Omit<Change, "actions" | "before" | "after"> & { before?: Values; after?: Values },
  rest: Partial<ResourceChange> = {},
): ResourceChange {
  const [type = ""] = address.replace(/^(module\.\w+\.)?(data\.)?/, "").split(".");
  return {
    address,
    mode: address.startsWith("data.") ? "data" : "managed",
    type,
    provider_name: "registry.terraform.io/hashicorp/aws",
    change: { actions, before: before ?? null, after: after ?? null, after_unknown: {}, ...change },
    ...rest,
  };
}

export interface StackParts {
  readonly changes?: readonly ResourceChange[];
  readonly drift?: readonly ResourceChange[];
  /** Changes of outputs by name. */
  readonly outputs?: Readonly<Record<string, Change>>;
  /** By address, the outputs of other stacks that it reads: `infra_network.vpc_id`. */
  readonly reads?: Readonly<Record<string, readonly string[]>>;
  readonly plan?: Partial<Plan>;
}

export function stack(
  id: string,
  dependencies: readonly string[],
  { changes = [], drift = [], outputs = {}, reads = {}, plan = {} }: StackParts,
  rest: Partial<PlannedStack> = {},
): PlannedStack {
  const configured = Object.entries(reads).map(([address, read]) => ({
    address,
    expressions: {
      any: {
        references: read.map((one) => `data.terraform_remote_state.${one.replace(".", ".outputs.")}`),
      },
    },
  }));
  return {
    id,
    dependencies,
    plan: {
      format_version: "1.2",
      terraform_version: "1.11.4",
      resource_changes: changes,
      resource_drift: drift,
      output_changes: outputs,
      configuration: { root_module: { resources: configured } },
      ...plan,
    },
    ...rest,
  };
}

/** Stacks that change a lot at once: in each another one of `actions`, spread evenly. */
export function manyChanges(count: number): PlannedStack {
  const kinds = [
    (index: number) =>
      resource(`aws_cloudwatch_event_rule.rule["key-${index}"]`, ["update"], {
        before: { name: `/app/${index}`, state: "ENABLED", description: `old ${index}`, tags: { team: "web" } },
        after: { name: `/app/${index}`, state: "ENABLED", description: `new ${index}`, tags: { team: "web" } },
      }),
    (index: number) =>
      resource(`aws_cloudwatch_metric_alarm.alarm[${index}]`, ["create"], {
        after: { alarm_name: `alarm-${index}`, threshold: index, period: 60, statistic: "Sum", unit: null },
        after_unknown: { id: true, arn: true },
      }),
    (index: number) =>
      resource(`aws_sqs_queue.queue[${index}]`, ["delete"], {
        before: { name: `queue-${index}`, arn: `arn:${index}` },
      }),
  ];
  const changes = Array.from({ length: count }, (_, index) => {
    // One in a hundred loses data.
    const kind = index % 100 === 99 ? kinds[2] : kinds[index % 2];
    return (kind as (index: number) => ResourceChange)(index);
  });
  return stack("many", [], { changes });
}
