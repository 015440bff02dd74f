import type { Change } from "../plan-json/plan";
import { describeDocuments } from "../understanding/documents";
import type { AttributeChange } from "./model";
import { isSecretName, type Secrets } from "./secrets";

type Path = readonly (string | number)[];

/** Every attribute that differs, flattened; equal ones are left out. */
export function attributeChanges(change: Change, secrets: Secrets): AttributeChange[] {
  const found: AttributeChange[] = [];
  const replacePaths = change.replace_paths ?? [];

  const add = (path: Path, before: unknown, after: unknown, flags: Pick<AttributeChange, "unknown" | "sensitive">) => {
    const forces = replacePaths.some((replaced) => replaced.length > 0 && overlaps(replaced, path));
    const details = flags.sensitive || flags.unknown ? [] : describeDocuments(path, before, after);
    found.push({
      path: pathText(path),
      ...(!flags.sensitive &&
        before !== undefined &&
        before !== null && { before: secrets.mask(JSON.stringify(before)) }),
      ...(!flags.sensitive &&
        !flags.unknown &&
        after !== undefined &&
        after !== null && { after: secrets.mask(JSON.stringify(after)) }),
      ...flags,
      ...(forces && { forcesReplacement: true as const }),
      ...(details.length > 0 && { details: details.map((line) => secrets.mask(line)) }),
    });
  };

  const walk = (
    path: Path,
    before: unknown,
    after: unknown,
    unknown: unknown,
    marks: readonly [unknown, unknown],
  ): void => {
    const name = path.at(-1);
    const secret = marks.includes(true) || (typeof name === "string" && isSecretName(name) && isText(before, after));
    if (unknown === true) {
      add(path, before, undefined, { unknown: true, ...(secret && { sensitive: true }) });
      return;
    }
    if (secret) {
      if (!equal(before, after)) add(path, before, after, { sensitive: true });
      return;
    }
    if (!isContainer(before) && !isContainer(after)) {
      const absent = (before ?? undefined) === undefined && (after ?? undefined) === undefined;
      if (!absent && before !== after) add(path, before, after, {});
      return;
    }
    if (isScalarList(before) && isScalarList(after) && !isContainer(unknown)) {
      if (!equal(before, after)) add(path, before, after, {});
      return;
    }
    for (const key of keys(before, after, unknown)) {
      const inner = (value: unknown) => (isContainer(value) ? (value as Record<string, unknown>)[key] : undefined);
      const step = Array.isArray(before) || Array.isArray(after) ? Number(key) : key;
      walk([...path, step], inner(before), inner(after), inner(unknown), [inner(marks[0]), inner(marks[1])]);
    }
  };

  walk([], change.before, change.after, change.after_unknown, [change.before_sensitive, change.after_sensitive]);
  return found;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isScalarList(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return Array.isArray(value) && value.every((item) => !isContainer(item)) && value.length > 0;
}

function isText(before: unknown, after: unknown): boolean {
  return typeof before === "string" || typeof after === "string";
}

const NUMBERS_AS_NUMBERS = new Intl.Collator("en", { numeric: true });

/** Keys of all of them, in a stable order. */
function keys(...values: readonly unknown[]): string[] {
  return allKeys(values).sort(NUMBERS_AS_NUMBERS.compare);
}

function allKeys(values: readonly unknown[]): string[] {
  return [...new Set(values.filter(isContainer).flatMap((value) => Object.keys(value)))];
}

export function equal(a: unknown, b: unknown): boolean {
  if (a === b || ((a ?? null) === null && (b ?? null) === null)) return true;
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  return allKeys([a, b]).every((key) =>
    equal((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/**
 * Whether a refresh found something else than was applied. What was empty and is filled in by the provider or by
 * another resource (a bucket's policy, a default) is no drift.
 */
export function drifted(before: unknown, after: unknown): boolean {
  if (isEmpty(before) || equal(before, after)) return false;
  if (!isContainer(before) || !isContainer(after)) return true;
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return true;
  return Object.keys(before).some((key) =>
    drifted((before as Record<string, unknown>)[key], (after as Record<string, unknown>)[key]),
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false) return true;
  return isContainer(value) && Object.keys(value).length === 0;
}

function overlaps(replaced: Path, path: Path): boolean {
  return replaced.slice(0, path.length).every((step, index) => step === path[index]);
}

function pathText(path: Path): string {
  if (path.length === 0) return "(whole object)";
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    const safe = /^[A-Za-z_][\w-]*$/.test(step) ? step : JSON.stringify(step);
    return text === "" ? safe : `${text}.${safe}`;
  }, "");
}
