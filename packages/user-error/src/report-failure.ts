import { UserError } from "./user-error";

const FAILED = 1;

/**
 * Tells why a command ended, and sets its exit code. What a person can put right is told in its own words; anything else is a
 * defect, and shows where it comes from. DEBUG shows that of both.
 */
export function reportFailure(error: unknown): void {
  const expected = error instanceof UserError;
  console.error(expected && !process.env.DEBUG ? error.message : error);
  process.exitCode = expected ? error.exitCode : FAILED;
}
