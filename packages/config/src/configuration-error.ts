import { UserError } from "@app/user-error";

/** A mistake in a description or on the command line. The message is for the person who made it. */
export class ConfigurationError extends UserError {
  override readonly name = "ConfigurationError";
}

/** One refused value: where it stands, what is wrong with it, and the remedy. */
export interface Refusal {
  /** `application.ts` or `environments/production.ts` */
  readonly file: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** One line for each refusal: `environments/production.ts → network.cidr: "10.0.0.1/16" is not …`. */
export function configurationError(refusals: readonly Refusal[]): ConfigurationError {
  return new ConfigurationError(refusals.map(line).join("\n"));
}

function line({ file, path, message }: Refusal): string {
  return path.length > 0 ? `${file} → ${path.map(String).join(".")}: ${message}` : `${file}: ${message}`;
}
