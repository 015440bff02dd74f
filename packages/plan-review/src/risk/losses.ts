import type { ResourceChange } from "../plan-json/plan";
import { member } from "../plan-json/value";
import type { Finding } from "../review/model";
import { kindsOf } from "./resource-kinds";
import { finding } from "./rules";

/** What a change makes lost or unreachable. */
export function lossFindings(resource: ResourceChange): Finding[] {
  const { change } = resource;
  const actions = change?.actions ?? [];
  if (actions.includes("delete")) return removalFindings(resource, actions.includes("create") ? "replace" : "delete");
  if (actions.includes("forget")) return forgottenFindings(resource);
  return [...retentionFindings(resource), ...scaleFindings(resource)];
}

function removalFindings(resource: ResourceChange, action: "delete" | "replace"): Finding[] {
  const { type = "", deposed, change } = resource;
  const kinds = kindsOf(resource);
  const what = `${type} is ${action}d`;
  if (kinds === undefined) return [finding(`unknown-${action}`, `${what}, and no rule knows it: it may lose data`)];
  const found: Finding[] = [];
  if (kinds.has("keepsData")) {
    const rest = keptSnapshot(change?.before)
      ? "what its last snapshot does not hold is lost"
      : "what it holds is lost";
    found.push(finding(`stateful-${action}`, `${what}: ${rest}`));
  }
  // Another object has taken the place of one that is deposed.
  if (kinds.has("carriesTraffic") && deposed === undefined) {
    found.push(finding(`path-${action}`, `${what}: requests run through it`));
  }
  return found;
}

/** What the provider itself does with the data before it deletes. */
function keptSnapshot(values: unknown): boolean {
  return (
    member(values, "skip_final_snapshot") === false || typeof member(values, "final_snapshot_identifier") === "string"
  );
}

/** What is forgotten stays, and no configuration protects it any more. */
function forgottenFindings(resource: ResourceChange): Finding[] {
  if (resource.change?.actions?.includes("create") || !kindsOf(resource)?.has("keepsData")) return [];
  return [finding("stateful-forget", "it stays, and nothing in the configuration protects what it holds any more")];
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
