import type { DoomedResource } from "./doomed-resource";

type Attributes = DoomedResource["attributes"];

/** What AWS keeps after its resource was destroyed, by the resource's type; undefined where nothing stays. */
const STAYS: Readonly<Record<string, (attributes: Attributes) => string | undefined>> = {
  // The provider deregisters a revision, and ECS lists it as inactive for good.
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html
  aws_ecs_task_definition: ({ family }) =>
    `revisions of the task definition ${family}, inactive and free of charge: \`aws ecs delete-task-definitions\` deletes them`,
  aws_ecs_cluster: ({ name, setting }) =>
    observes(setting)
      ? `log group /aws/ecs/containerinsights/${name}/performance of Container Insights, billed by size: \`aws logs delete-log-group\` deletes it`
      : undefined,
  aws_db_instance: finalSnapshot,
  aws_rds_cluster: finalSnapshot,
  aws_elasticache_replication_group: ({ final_snapshot_identifier: snapshot }) =>
    snapshot ? `snapshot ${snapshot}, billed by size` : undefined,
  aws_secretsmanager_secret: ({ name, recovery_window_in_days: days }) =>
    typeof days === "number" && days > 0
      ? `secret ${name} for ${days} days, in which it can be restored and its name is taken`
      : undefined,
};

function finalSnapshot({ skip_final_snapshot: skipped, final_snapshot_identifier: snapshot }: Attributes) {
  return skipped !== true && snapshot ? `snapshot ${snapshot}, billed by size` : undefined;
}

/** Whether Container Insights is on, plain or enhanced. */
function observes(setting: unknown): boolean {
  const settings = Array.isArray(setting) ? (setting as { name: string; value: string }[]) : [];
  return settings.some(({ name, value }) => name === "containerInsights" && value !== "disabled");
}

/** Each thing once, in words. */
export function whatStays(doomed: readonly DoomedResource[]): string[] {
  const found = doomed.map(({ type, attributes }) => STAYS[type]?.(attributes));
  return [...new Set(found.filter((line) => line !== undefined))];
}
