import type { Option } from "./option";

// biome-ignore lint/suspicious/noExplicitAny: an option's value is read by its own command alone.
type Options = Readonly<Record<string, Option<any>>>;

type Values<Declared extends Options> = {
  readonly [Key in keyof Declared]: Declared[Key] extends Option<infer Value> ? Value : never;
};

/** What somebody typed. */
export interface CommandUse<Declared extends Options = Options> {
  readonly arguments: readonly string[];
  readonly options: Values<Declared>;
}

/** A command as it is declared, once. */
export interface Command<Declared extends Options = Options> {
  readonly name: string;
  /** Other names of the same. */
  readonly aliases?: readonly string[];
  /** One line, for lists. */
  readonly summary: string;
  /** What its page says besides. */
  readonly description?: string;
  /** Name of what it takes besides options, such as `STACK`; it takes any number of them. Absent: nothing. */
  readonly takes?: string;
  readonly options: Declared;
  /** Whole lines that somebody may type. */
  readonly examples: readonly [string, string, ...string[]];
  /** Returns the exit code; nothing is 0. */
  readonly run: (use: CommandUse<Declared>) => Promise<number | undefined>;
}

export function defineCommand<Declared extends Options>(declaration: Command<Declared>): Command {
  return declaration as unknown as Command;
}
