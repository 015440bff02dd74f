/** An answer of the Docker Engine API that is not a success. */
export class EngineError extends Error {
  override readonly name = "EngineError";

  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}
