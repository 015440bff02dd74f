import type { z } from "zod";
import { configurationError, type Refusal } from "../configuration-error";
import { messageOf } from "./messages";

/**
 * Checks a value against a schema and fills its defaults in.
 * @throws ConfigurationError with a line for each refused value.
 */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, file: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true, error: messageOf });
  if (result.success) return result.data;
  throw configurationError(result.error.issues.flatMap((issue) => refusals(issue, file, [])));
}

function refusals(issue: z.core.$ZodIssue, file: string, above: readonly PropertyKey[]): Refusal[] {
  // A union of kinds refuses the field that says the kind; nobody writes that field.
  const own = issue.code === "invalid_union" && issue.path.at(-1) === "kind" ? issue.path.slice(0, -1) : issue.path;
  const path = [...above, ...own];
  if (issue.code === "unrecognized_keys") {
    // One line of the message for each key, see `messageOf`.
    const messages = issue.message.split("\n");
    return issue.keys.map((key, index) => ({ file, path: [...path, key], message: messages[index] ?? "" }));
  }
  if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ file, path, message }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((inner) => refusals(inner, file, path));
  }
  return [{ file, path, message: issue.message }];
}

/** Of several forms that a value may have, the refusals of the one that it resembles most. */
function closest(forms: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] {
  const distances = forms.map((issues) =>
    issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : weight(issue)), 0),
  );
  return forms[distances.indexOf(Math.min(...distances))] ?? [];
}

/** A value of another type altogether is no attempt at that form. */
function weight(issue: z.core.$ZodIssue): number {
  return issue.code === "invalid_type" && issue.path.length === 0 ? Number.MAX_SAFE_INTEGER : 1;
}
