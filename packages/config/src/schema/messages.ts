import type { z } from "zod";
import { suggestion } from "../suggestion";

/** What zod itself finds wrong, said with value and remedy. Messages of a schema's own win over these. */
export const messageOf: z.core.$ZodErrorMap = (issue) => {
  const value = JSON.stringify(issue.input);
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = knownKeys(issue.inst);
      // One line for each key: `check` gives each a path of its own.
      return issue.keys.map((key) => `is unknown; ${suggestion(key, known)}`).join("\n");
    }
    case "invalid_type":
      return issue.input === undefined
        ? `is missing; add ${article(issue.expected)}`
        : `${value} is of the wrong type; write ${article(issue.expected)}`;
    case "invalid_value":
      if (issue.input === undefined) return `is missing; choose ${choices(issue.values)}`;
      return `${value} is not allowed; ${typeof issue.input === "string" ? suggestion(issue.input, issue.values.map(String)) : `choose ${choices(issue.values)}`}`;
    case "too_small":
      if (issue.origin === "string") return `${value} is too short; use at least ${issue.minimum} characters`;
      if (issue.origin === "array") return `has too few entries; use at least ${issue.minimum}`;
      return `${value} is too small; use ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      if (issue.origin === "string") return `${value} is too long; use at most ${issue.maximum} characters`;
      return `${value} is too large; use at most ${issue.maximum}`;
    case "invalid_union":
      return `is of no kind; write it with a function: ${kindsOf(issue.inst).join(", ")}`;
    default:
      return undefined;
  }
};

/** A union of kinds knows what its `kind` may be. */
function kindsOf(schema: unknown): string[] {
  const { propValues = {} } = (schema as { _zod: { propValues?: Readonly<Record<string, ReadonlySet<unknown>>> } })
    ._zod;
  return [...(propValues.kind ?? [])].map((kind) => `${kind}(…)`);
}

function knownKeys(schema: unknown): string[] {
  const { shape = {} } = (schema as { _zod: { def: { shape?: object } } })._zod.def;
  return Object.keys(shape);
}

function choices(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(", ");
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "an object { … }",
    record: "an object { … }",
  };
  return names[type] ?? `a value of type ${type}`;
}
