/** Used wrongly: nothing was done. */
const USED_WRONGLY = 2;

export interface UserErrorOptions extends ErrorOptions {
  /** What the process ends with: 2 for a wrong use (default), 1 for a right one that failed. */
  readonly exitCode?: number;
}

/**
 * Something that the person at the command line can put right. The message is all that they see: it says where, what is
 * wrong, and the remedy.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  readonly exitCode: number;

  constructor(message: string, { exitCode = USED_WRONGLY, ...options }: UserErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
