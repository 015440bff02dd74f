/** Something that keeps the local cloud from running. The message says what, where and the remedy. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  readonly exitCode = 1;
}
