import { UserError, type UserErrorOptions } from "@app/user-error";

/** What one of the tools could not do, and what it said. */
export class SupplyChainError extends UserError {
  override readonly name = "SupplyChainError";

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { exitCode: 1, ...options });
  }
}
