import { lastName } from "../difference/attribute-path";
import { found, whereItStays } from "./finding";

/** How large a disk, or what a database may hold, is. */
const SIZES = new Set(
  "allocated_storage max_allocated_storage storage_capacity storage_mb storage_gb storage_size_in_gb size_gb size_in_gb size_in_gbs disk_size disk_size_gb disk_size_in_gb volume_size ebs_volume_size max_size_gb max_size_in_gigabytes boot_disk_size_gb capacity_gb quota storage_in_tiers data_storage_size_in_tb storage_size".split(
    " ",
  ),
);
/** There, `size` is a number of gigabytes. */
const DISKS = /_(volume|disk|block_storage\w*)(_v\d)?$/;
/** From what something would be made anew, with what was in it at that time. */
const ORIGINS =
  /(^|\.)(snapshot_identifier|snapshot_id|snapshot_name|snapshot_arns|source_snapshot_id|restore_to_point_in_time|restore_source_table_arn|backup_id|source_backup|source_db_snapshot|recovery_point_arn|s3_import|db_snapshot_identifier|clone|restore_backup_context|source_instance_id|restore_point_in_time|create_source_id)(\[\d+\](\..*)?)?$/;
/** Nearly no path holds any of their names. */
const MAY_BE_ORIGIN = /snapshot|restore|backup|clone|import|recovery|source/;

/** Room that goes, and contents that are put back to an older state, while the resource itself stays. */
export const shrunk = whereItStays(({ resource: { type = "" }, attributes }) =>
  attributes.flatMap(({ path, before, after, unknown }) => {
    if (MAY_BE_ORIGIN.test(path) && ORIGINS.test(path) && after !== undefined && after !== before && !unknown) {
      return [found("restored", `it is put back to what ${path} holds: ${after}`)];
    }
    const isSize = SIZES.has(lastName(path)) || (DISKS.test(type) && /^size$/.test(path));
    if (!isSize || before === undefined || after === undefined || unknown) return [];
    const [from, to] = [before, after].map((json) => Number.parseFloat(json.replaceAll('"', "")));
    return from !== undefined && to !== undefined && to < from
      ? [found("smaller-storage", `${path} shrinks from ${from} to ${to}: what does not fit is lost`)]
      : [];
  }),
);
