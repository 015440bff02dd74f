import { parseArgs } from "node:util";
import { UsageError } from "../runner-error";

const COMMANDS = {
  synth: "synth",
  list: "list",
  bootstrap: "bootstrap",
  diff: "diff",
  plan: "plan",
  deploy: "deploy",
  apply: "deploy",
  destroy: "destroy",
  output: "output",
} as const;

export type CommandName = (typeof COMMANDS)[keyof typeof COMMANDS];

/** A command of the runner. */
export interface RunnerCommand {
  readonly kind: "runner";
  readonly command: CommandName;
  readonly patterns: readonly string[];
  readonly environment: string | undefined;
  readonly autoApprove: boolean;
  readonly parallelism: number | undefined;
  readonly lockTimeout: string | undefined;
  readonly withoutLock: boolean;
  readonly detailedExitCode: boolean;
  readonly json: boolean;
  readonly refreshOnly: boolean;
  /** Where a review lies that the deploy must keep to. */
  readonly reviewed: string | undefined;
  readonly approved: boolean;
}

export type CommandLine = RunnerCommand | { readonly kind: "help" } | { readonly kind: "other" };

/** @throws UsageError for an option that the command does not know. */
export function parseCommandLine([name, ...rest]: readonly string[]): CommandLine {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return { kind: "help" };
  if (!Object.hasOwn(COMMANDS, name)) return { kind: "other" };
  const { values, positionals } = parseOptions(rest);
  if (values.help) return { kind: "help" };
  return {
    kind: "runner",
    command: COMMANDS[name as keyof typeof COMMANDS],
    patterns: [...positionals, ...(values.stack ?? [])],
    environment: values.env,
    autoApprove: values["auto-approve"] ?? false,
    parallelism: values.parallelism === undefined ? undefined : positiveInteger("--parallelism", values.parallelism),
    lockTimeout: values["lock-timeout"],
    withoutLock: withoutLock(COMMANDS[name as keyof typeof COMMANDS], values["no-lock"]),
    detailedExitCode: values["detailed-exitcode"] ?? false,
    json: values.json ?? false,
    refreshOnly: values["refresh-only"] ?? false,
    reviewed: values.reviewed,
    approved: values.approved ?? false,
  };
}

function parseOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        env: { type: "string" },
        "auto-approve": { type: "boolean" },
        parallelism: { type: "string" },
        "lock-timeout": { type: "string" },
        "no-lock": { type: "boolean" },
        "detailed-exitcode": { type: "boolean" },
        json: { type: "boolean" },
        stack: { type: "string", multiple: true },
        "refresh-only": { type: "boolean" },
        reviewed: { type: "string" },
        approved: { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; \`cdktf --help\` lists the options`);
  }
}

function withoutLock(command: CommandName, asked = false): boolean {
  if (!asked || command === "plan" || command === "diff") return asked;
  throw new UsageError(`--no-lock: ${command} writes states, and must lock them; only plan and diff can do without`);
}

function positiveInteger(option: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new UsageError(`${option}: "${text}" is not a number of stacks; use a whole number from 1`);
}
