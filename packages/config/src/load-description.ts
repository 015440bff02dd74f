import { relative, sep } from "node:path";
import { ConfigurationError } from "./configuration-error";

/**
 * Reads a file that describes something, and returns what it exports. `folder` is where its name in messages begins.
 * @throws ConfigurationError when the file, or one that it imports, cannot be read: file, line and what is expected.
 */
export function loadDescription(path: string, folder: string): unknown {
  try {
    return (require(path) as { readonly default?: unknown }).default;
  } catch (error) {
    throw mistakeIn(folder, error) ?? error;
  }
}

function mistakeIn(folder: string, error: unknown): ConfigurationError | undefined {
  if (!(error instanceof Error) || error instanceof ConfigurationError) return undefined;
  const lines = [...syntaxErrors(error), ...missingModules(error), ...thrown(error)];
  const own = lines.filter(({ file }) => isDescription(folder, file));
  if (own.length === 0) return undefined;
  return new ConfigurationError(
    own
      .map(({ file, line, text }) => `${[relative(folder, file), line].filter(Boolean).join(":")}: ${text}`)
      .join("\n"),
  );
}

interface Mistake {
  readonly file: string;
  readonly line?: string;
  readonly text: string;
}

/** esbuild names file, line, column and what it expected, in one line for each error. */
function syntaxErrors({ name, message }: Error): Mistake[] {
  if (name !== "TransformError") return [];
  return [...message.matchAll(/^(.+):(\d+):\d+: ERROR: (.+)$/gm)].map(([, file = "", line = "", text = ""]) => ({
    file,
    line,
    text: `${text}; correct the syntax of the line or of the one before it`,
  }));
}

function missingModules(
  error: Error & { readonly code?: string; readonly requireStack?: readonly string[] },
): Mistake[] {
  const [file] = error.requireStack ?? [];
  if (error.code !== "MODULE_NOT_FOUND" || file === undefined) return [];
  const [, name = "a module"] = /'([^']+)'/.exec(error.message) ?? [];
  return [{ file, text: `imports "${name}", which does not exist; correct the path` }];
}

/** An error while the file ran, such as a name that nobody defined: its first place on the stack. */
function thrown({ name, message, stack = "" }: Error): Mistake[] {
  const [, file, line] = /\(?((?:\/|[A-Z]:\\)[^\n()]+\.ts):(\d+):\d+\)?$/m.exec(stack) ?? [];
  if (name === "TransformError" || file === undefined) return [];
  return [{ file, line, text: `${message}; correct the line` }];
}

/** Descriptions are `application.ts` and what stands in folders beside it; what reads them is not. */
function isDescription(folder: string, file: string): boolean {
  const name = relative(folder, file);
  return !name.startsWith("..") && (name === "application.ts" || name.includes(`environments${sep}`));
}
