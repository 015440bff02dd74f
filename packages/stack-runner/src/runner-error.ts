import { UserError, type UserErrorOptions } from "@app/user-error";

const FAILED = 1;
const INTERRUPTED = 130;

interface RunnerErrorOptions extends UserErrorOptions {
  /** What the summary of a deploy repeats of it. Default: the first line of the message. */
  readonly summary?: string;
}

/** Something that keeps a command from doing what it was asked. The message says what, where and the remedy. */
export class RunnerError extends UserError {
  override readonly name: string = "RunnerError";
  readonly summary: string | undefined;

  constructor(message: string, { summary, ...options }: RunnerErrorOptions = {}) {
    super(message, { exitCode: FAILED, ...options });
    this.summary = summary;
  }
}

/** The command was used wrongly; nothing was done. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}

/** Ctrl-C or SIGTERM ended the command early. */
export class Interrupted extends RunnerError {
  override readonly name = "Interrupted";

  constructor(message = "interrupted before it was done; run it again to go on", options: UserErrorOptions = {}) {
    super(message, { exitCode: INTERRUPTED, ...options });
  }
}
