import { UserError, type UserErrorOptions } from "@app/user-error";

/** Something that keeps the Python packages from being installed. The message says what and the remedy. */
export class PythonEnvironmentError extends UserError {
  override readonly name = "PythonEnvironmentError";

  constructor(message: string, options: UserErrorOptions = {}) {
    super(message, { exitCode: 1, ...options });
  }
}
