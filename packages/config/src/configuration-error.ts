import type { z } from "zod";

/** A mistake in an environment file or on the command line. The message is for the person who made it. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  /** Used wrongly: nothing was done. */
  readonly exitCode = 2;
}

/** One line for each refusal: `environments/production.ts: network.cidr: "10.0.0.1/16" is not …`. */
export function configurationError(file: string, issues: readonly z.core.$ZodIssue[]): ConfigurationError {
  const lines = issues.map((issue) => `${file}: ${pathOf(issue)}${messageOf(issue)}`);
  return new ConfigurationError(lines.join("\n"));
}

function pathOf(issue: z.core.$ZodIssue): string {
  return issue.path.length > 0 ? `${issue.path.map(String).join(".")}: ` : "";
}

function messageOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `unknown ${issue.keys.length > 1 ? "fields" : "field"} ${issue.keys.join(", ")}; remove or correct the name`;
    case "invalid_type":
      return issue.input === undefined
        ? `is missing; add a value of type ${issue.expected}`
        : `${JSON.stringify(issue.input)} is of the wrong type; write a value of type ${issue.expected}`;
    case "invalid_value":
      return `${JSON.stringify(issue.input)} is not allowed; choose ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "too_small":
      return `${JSON.stringify(issue.input)} is too small; use at least ${issue.minimum}`;
    case "too_big":
      return `${JSON.stringify(issue.input)} is too large; use at most ${issue.maximum}`;
    default:
      return issue.message;
  }
}
