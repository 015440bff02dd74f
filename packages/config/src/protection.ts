import type { CheckedPlace } from "./schema/environment";

/**
 * Whether an environment keeps what cannot be had again: it does where its load balancer refuses to be deleted, or is
 * somebody else's. An emulated one never does.
 */
export function isProtected({ alb, aws }: Pick<CheckedPlace, "alb" | "aws">): boolean {
  if (aws.emulated) return false;
  return !("deletionProtected" in alb) || alb.deletionProtected;
}
