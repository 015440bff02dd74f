/** An object or a list. What stands in a plan may have any form, and is looked into without trusting it. */
export type Container = Readonly<Record<string, unknown>>;

/** Takes the place of a sensitive value: it can be compared, and not be read. */
export class Sensitive {
  static readonly TEXT = "(sensitive)";
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  equals(other: unknown): boolean {
    return equal(this.#value, other instanceof Sensitive ? other.#value : other);
  }

  toString(): string {
    return Sensitive.TEXT;
  }

  toJSON(): string {
    return Sensitive.TEXT;
  }
}

export function isContainer(value: unknown): value is Container {
  return typeof value === "object" && value !== null && !(value instanceof Sensitive);
}

export function isAbsent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** Only own members: a tag may be called `constructor`. */
export function member(value: unknown, key: string): unknown {
  return isContainer(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Whether `true` stands anywhere in it. */
export function containsTrue(value: unknown): boolean {
  if (value === true) return true;
  if (!isContainer(value)) return false;
  for (const key of Object.keys(value)) if (containsTrue(value[key])) return true;
  return false;
}

/** Whether two values say the same; null and absent do. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b || (isAbsent(a) && isAbsent(b))) return true;
  if (a instanceof Sensitive) return a.equals(b);
  if (b instanceof Sensitive) return b.equals(a);
  if (!isContainer(a) || !isContainer(b)) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => equal(item, b[at]));
  }
  for (const key of Object.keys(a)) if (!equal(a[key], member(b, key))) return false;
  for (const key of Object.keys(b)) if (!Object.hasOwn(a, key) && !isAbsent(b[key])) return false;
  return true;
}
