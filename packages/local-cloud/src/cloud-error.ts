import { UserError, type UserErrorOptions } from "@app/user-error";

/** Something that keeps the local cloud from running. The message says what, where and the remedy. */
export class CloudError extends UserError {
  override readonly name = "CloudError";

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { exitCode: 1, ...options });
  }
}
