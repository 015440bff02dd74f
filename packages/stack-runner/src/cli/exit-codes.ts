/** Asked for with `--detailed-exitcode`, as of Terraform. */
export const STATUS_CHANGES = 2;
/** A gate of the environment forbids the plan. */
export const STATUS_FORBIDDEN = 3;
