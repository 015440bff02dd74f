/** Something the machine lacks. The message says what, where it was looked for and how to get it. */
export class ToolchainError extends Error {
  override readonly name = "ToolchainError";
  readonly exitCode = 1;
}
