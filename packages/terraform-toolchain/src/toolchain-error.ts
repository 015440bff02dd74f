import { UserError, type UserErrorOptions } from "@app/user-error";

/** Something the machine lacks. The message says what, where it was looked for and how to get it. */
export class ToolchainError extends UserError {
  override readonly name = "ToolchainError";

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { exitCode: 1, ...options });
  }
}
