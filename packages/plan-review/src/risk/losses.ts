import type { ResourceChange } from "../plan-json/plan";
import { member } from "../plan-json/value";
import type { Finding } from "../review/model";
import { isInThePath, isStateful } from "./resource-kinds";
import { finding } from "./rules";

/** What a change makes lost or unreachable. */
export function lossFindings(resource: ResourceChange): Finding[] {
  const { type = "", change } = resource;
  const actions = change?.actions ?? [];
  if (!actions.includes("delete")) return [...retentionFindings(resource), ...scaleFindings(resource)];
  const [kind, verb] = actions.includes("create")
    ? (["replace", "replaced"] as const)
    : (["delete", "deleted"] as const);
  return [
    ...(isStateful(type) ? [finding(`stateful-${kind}`, `${type} is ${verb}: what it holds is lost`)] : []),
    ...(isInThePath(type) ? [finding(`path-${kind}`, `${type} is ${verb}: requests run through it`)] : []),
  ];
}

/** Days; of logs, 0 is for ever, and of backups, 0 is none. */
function retentionFindings({ change }: ResourceChange): Finding[] {
  const days = (values: unknown, name: string) => Number(member(values, name) ?? Number.NaN);
  const [logsBefore, logsAfter] = [change?.before, change?.after].map((values) => days(values, "retention_in_days"));
  const [backupsBefore = 0, backupsAfter = 0] = [change?.before, change?.after].map((values) =>
    days(values, "backup_retention_period"),
  );
  const found: Finding[] = [];
  if (forEver(logsAfter) < forEver(logsBefore)) {
    found.push(finding("retention-shortened", `logs older than ${logsAfter} days are deleted`));
  }
  if (backupsAfter < backupsBefore) {
    found.push(
      backupsAfter === 0
        ? finding("protection-off", "backups are switched off and deleted")
        : finding("retention-shortened", `backups older than ${backupsAfter} days are deleted`),
    );
  }
  return found;
}

function forEver(days = Number.NaN): number {
  return days === 0 ? Number.POSITIVE_INFINITY : days;
}

function scaleFindings({ type, change }: ResourceChange): Finding[] {
  const name = type === "aws_ecs_service" ? "desired_count" : type === "aws_autoscaling_group" ? "max_size" : undefined;
  if (name === undefined || member(change?.after, name) !== 0) return [];
  const before = member(change?.before, name);
  return typeof before === "number" && before > 0
    ? [finding("scaled-to-zero", `${name} goes from ${before} to 0`)]
    : [];
}
