/** A registry refused, in its own words. */
export class RegistryRefusal extends Error {
  override readonly name = "RegistryRefusal";

  constructor(
    what: string,
    /** HTTP status. */
    readonly status: number,
    text: string,
  ) {
    super(`${what}: ${status} ${text.slice(0, 300)}`.trim());
  }
}
