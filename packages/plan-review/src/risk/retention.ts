import { lastName } from "../difference/attribute-path";
import { found, whereItStays } from "./finding";

/** Arguments by which less is kept when they become smaller. */
interface Retention {
  /** The last names of their paths. */
  readonly names: string;
  readonly within?: RegExp;
  readonly what: "backups" | "deleted" | "logs" | "messages" | "records";
  readonly unit: string;
  /** What 0 means: that all is kept, or nothing. */
  readonly zero: "forever" | "none";
}

const RETENTIONS: readonly Retention[] = [
  {
    names:
      "retention_in_days log_retention_in_days data_retention_in_days retention_days log_retention_days data_retention_time_in_days retention_period_in_days",
    what: "logs",
    unit: "days",
    zero: "forever",
  },
  {
    names: `backup_retention_period backup_retention_days backup_retention snapshot_retention_limit snapshot_retention_period automatic_backup_retention_days
      automated_snapshot_retention_period transaction_log_retention_days recovery_period_in_days point_in_time_recovery_retention_period_in_days
      retention_period_in_hours retained_backups backup_retention_count`,
    what: "backups",
    unit: "days",
    zero: "none",
  },
  {
    names: "count days",
    within: /(backup|retention_(daily|weekly|monthly|yearly)|short_term_retention|long_term_retention)/,
    what: "backups",
    unit: "days",
    zero: "none",
  },
  { names: "message_retention_seconds message_retention_duration", what: "messages", unit: "seconds", zero: "none" },
  { names: "message_retention", what: "messages", unit: "days", zero: "none" },
  { names: "retention_period retention_period_hours", what: "records", unit: "hours", zero: "forever" },
  { names: 'ms" retention_ms', what: "records", unit: "milliseconds", zero: "none" },
  {
    names:
      "recovery_window_in_days deletion_window_in_days soft_delete_retention_days purge_soft_delete_retention_days",
    what: "deleted",
    unit: "days",
    zero: "none",
  },
  {
    names: "days",
    within: /(delete|restore)_(retention_)?policy/,
    what: "deleted",
    unit: "days",
    zero: "none",
  },
];

const BY_NAME = new Map<string, Retention[]>();
for (const one of RETENTIONS) {
  for (const name of one.names.split(/\s+/)) BY_NAME.set(name, [...(BY_NAME.get(name) ?? []), one]);
}

/** What is kept for a shorter time after an update. */
export const keptShorter = whereItStays(({ attributes }) =>
  attributes.flatMap(({ path, before, after, unknown }) => {
    if (unknown || before === undefined) return [];
    const kept = BY_NAME.get(lastName(path))?.find(({ within }) => within?.test(path) ?? true);
    if (!kept) return [];
    const [from, to] = [amount(before, kept), amount(after, kept)];
    // Without a value the provider's default holds, which nobody knows here.
    if (Number.isNaN(from) || Number.isNaN(to) || to >= from) return [];
    if (kept.what === "backups" && to === 0) return [found("protection-off", "backups are switched off and deleted")];
    if (kept.what === "deleted") {
      return [found("retention-shortened", `what is deleted can be brought back for ${to} ${kept.unit} only`)];
    }
    return [found("retention-shortened", `${kept.what} older than ${to} ${kept.unit} are deleted`)];
  }),
);

/** A number, also with a unit behind it: `604800s`. */
function amount(json: string | undefined, { zero }: Retention): number {
  const number = Number(/^"?(-?\d+(?:\.\d+)?)[a-z]?"?$/.exec(json ?? "")?.[1] ?? Number.NaN);
  // Below zero, providers mean that nothing is deleted.
  return number < 0 || (number === 0 && zero === "forever") ? Number.POSITIVE_INFINITY : number;
}
