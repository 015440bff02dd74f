import { cpus } from "node:os";

/** Terraform waits more than it computes: more stacks than cores may run. */
export const DEFAULT_PARALLELISM = Math.max(4, cpus().length);
