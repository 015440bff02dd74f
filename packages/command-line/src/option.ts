import { UserError } from "@app/user-error";

/** An option of a command; its flag is the key in kebab-case: `autoApprove` is `--auto-approve`. */
export interface Option<Value> {
  readonly summary: string;
  /** What stands for its value in help pages; absent for a flag. */
  readonly placeholder?: string;
  /** What it is when nobody says it. */
  readonly unset: Value;
  /** Takes one text; `before` is what those before it made. */
  readonly read: (text: string, before: Value, flag: string) => Value;
}

/** Said or not. */
export function flag(summary: string): Option<boolean> {
  return { summary, unset: false, read: () => true };
}

export function text(placeholder: string, summary: string): Option<string | undefined> {
  return { summary, placeholder, unset: undefined, read: (value) => value };
}

/** May be said several times. */
export function texts(placeholder: string, summary: string): Option<readonly string[]> {
  return { summary, placeholder, unset: [], read: (value, before) => [...before, value] };
}

/** From 1; `what` is what it counts, in the plural. */
export function wholeNumber(placeholder: string, what: string, summary: string): Option<number | undefined> {
  const read = (value: string, _: number | undefined, name: string) => {
    const number = Number(value);
    if (Number.isInteger(number) && number > 0) return number;
    throw new UserError(`${name}: "${value}" is not a number of ${what}; use a whole number from 1`);
  };
  return { summary, placeholder, unset: undefined, read };
}

/** `--auto-approve` for `autoApprove`. */
export function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
