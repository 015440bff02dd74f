import type { ResourceChange } from "../plan-json/plan";
import { monthlyPrice, monthlyTaskPrice } from "./prices";

const SMALLEST_USD = 0.005;

/** Difference of the monthly bill in USD; `tasks` is how many run of each task definition. */
export function monthlyCost(resource: ResourceChange, tasks: number): number | undefined {
  const { type = "", change, mode } = resource;
  if (mode === "data" || !change) return undefined;
  const price = (values: unknown) => {
    if (values === null || values === undefined) return 0;
    return type === "aws_ecs_task_definition"
      ? perService(monthlyTaskPrice(values), tasks)
      : monthlyPrice(type, values);
  };
  const [before, after] = [price(change.before), price(change.after)];
  if (before === undefined || after === undefined) return undefined;
  const difference = after - before;
  return Math.abs(difference) < SMALLEST_USD ? undefined : difference;
}

function perService(price: number | undefined, tasks: number): number | undefined {
  return price === undefined ? undefined : price * tasks;
}

/** How many tasks the services of a plan run: what they are planned or known to run, else one. */
export function plannedTasks(changes: readonly ResourceChange[]): number {
  const counts = changes
    .filter(({ type }) => type === "aws_ecs_service")
    .map(({ change }) => (change?.after ?? change?.before) as { desired_count?: unknown } | null)
    .map((values) => Number(values?.desired_count))
    .filter((count) => Number.isFinite(count) && count > 0);
  return counts.length > 0 ? Math.max(...counts) : 1;
}
