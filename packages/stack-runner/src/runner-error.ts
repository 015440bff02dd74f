interface RunnerErrorOptions extends ErrorOptions {
  /** What the summary of a deploy repeats of it. Default: the first line of the message. */
  readonly summary?: string;
}

/** Something that keeps a command from doing what it was asked. The message says what, where and the remedy. */
export class RunnerError extends Error {
  override readonly name: string = "RunnerError";
  readonly exitCode: number = 1;
  readonly summary: string | undefined;

  constructor(message: string, { summary, ...options }: RunnerErrorOptions = {}) {
    super(message, options);
    this.summary = summary;
  }
}

/** The command was used wrongly; nothing was done. */
export class UsageError extends RunnerError {
  override readonly name = "UsageError";
  override readonly exitCode = 2;
}

/** Ctrl-C or SIGTERM ended the command early. */
export class Interrupted extends RunnerError {
  override readonly name = "Interrupted";
  override readonly exitCode = 130;
}
