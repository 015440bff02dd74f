import { UserError, type UserErrorOptions } from "@app/user-error";

/** Something that keeps the scan from being made, or from being believed. The message says what, where and the remedy. */
export class PolicyScanError extends UserError {
  override readonly name = "PolicyScanError";

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { exitCode: 1, ...options });
  }
}
