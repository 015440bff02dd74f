import type { Change } from "../plan/plan";
import { type Container, containsTrue, equal, isAbsent, isContainer, member, Sensitive } from "../plan/value";
import { overlap, stepInto } from "./attribute-path";
import { describeDocuments } from "./documents";
import { differingPairs } from "./list-pairs";
import { describeList } from "./scalar-lists";

export interface AttributeChange {
  /** `ingress[0].cidr_blocks` */
  readonly path: string;
  /** As JSON; absent when there was, or will be, none. */
  readonly before?: string;
  readonly after?: string;
  /** Known only after the apply. */
  readonly unknown?: true;
  /** The values are not in the review. */
  readonly sensitive?: true;
  readonly forcesReplacement?: true;
  /** What differs inside of an encoded document or a list: policy statements, containers … */
  readonly details?: readonly string[];
}

/** Every attribute that differs, flattened; equal ones are left out. Sensitive values are hidden in the change already. */
export function attributeChanges({
  before,
  after,
  after_unknown: unknown,
  replace_paths: replaced,
}: Change): AttributeChange[] {
  const differences = new Differences((replaced ?? []).filter(({ length }) => length > 0).map(toText));
  differences.compare("", "", before, after, unknown);
  return differences.found;
}

function toText(path: readonly (string | number)[]): string {
  return path.reduce(stepInto, "");
}

type Building = { -readonly [Field in keyof AttributeChange]: AttributeChange[Field] };

/** One walk through both sides. `name` is the last name in `path`: it tells what a document is. */
class Differences {
  readonly found: AttributeChange[] = [];

  constructor(private readonly replacePaths: readonly string[]) {}

  compare(path: string, name: string, before: unknown, after: unknown, unknown: unknown): void {
    if (unknown === true) this.add(path, name, before, after, true);
    else if (isObject(before) && isObject(after)) this.compareMembers(path, before, after, unknown);
    else if (containsTrue(unknown)) this.compareUnknown(path, name, before, after, unknown);
    else if (equal(before, after)) return;
    else if (Array.isArray(before) && Array.isArray(after)) this.compareLists(path, name, before, after);
    else this.compareWhole(path, name, before, after);
  }

  private compareMembers(path: string, before: unknown, after: unknown, unknown: unknown): void {
    for (const key of keysOf(before, after, unknown)) {
      const inner = member(unknown, key);
      this.compare(stepInto(path, key), key, member(before, key), member(after, key), inner);
    }
  }

  private compareElements(path: string, name: string, before: unknown, after: unknown, unknown: unknown): void {
    for (const key of keysOf(before, after, unknown)) {
      const inner = member(unknown, key);
      this.compare(stepInto(path, Number(key)), name, member(before, key), member(after, key), inner);
    }
  }

  private compareUnknown(path: string, name: string, before: unknown, after: unknown, unknown: unknown): void {
    const becomesContainer = !isAbsent(before) && !isContainer(before);
    if (becomesContainer) this.add(path, name, before, undefined, true);
    else if (Array.isArray(unknown)) this.compareElements(path, name, before, after, unknown);
    else this.compareMembers(path, before, after, unknown);
  }

  private compareLists(path: string, name: string, before: readonly unknown[], after: readonly unknown[]): void {
    if (isScalarList(before) && isScalarList(after)) {
      this.add(path, name, before, after);
      return;
    }
    for (const [old, next] of differingPairs(before, after)) {
      const [from, to] = [itemAt(before, old), itemAt(after, next)];
      this.compare(stepInto(path, next ?? old ?? 0), name, from, to, undefined);
    }
  }

  /** Something that came, went, or became something of another kind. */
  private compareWhole(path: string, name: string, before: unknown, after: unknown): void {
    const one = isContainer(before) ? before : after;
    const comesOrGoes = isAbsent(before) || isAbsent(after);
    if (!comesOrGoes || !isContainer(one) || (isScalarList(one) && Object.keys(one).length > 0)) {
      this.add(path, name, before, after);
    } else if (Array.isArray(one)) this.compareElements(path, name, before, after, undefined);
    else this.compareMembers(path, before, after, undefined);
  }

  private add(path: string, name: string, before: unknown, after: unknown, unknown = false): void {
    const found: Building = { path: path || "(whole object)" };
    if (before instanceof Sensitive || after instanceof Sensitive) found.sensitive = true;
    else {
      if (!isAbsent(before)) found.before = JSON.stringify(before);
      if (!isAbsent(after) && !unknown) found.after = JSON.stringify(after);
      const details = unknown ? [] : detailsOf(name, before, after);
      if (details.length > 0) found.details = details;
    }
    if (unknown) found.unknown = true;
    if (this.forcesReplacement(path)) found.forcesReplacement = true;
    this.found.push(found);
  }

  private forcesReplacement(path: string): boolean {
    for (const replaced of this.replacePaths) if (overlap(replaced, path)) return true;
    return false;
  }
}

function detailsOf(name: string, before: unknown, after: unknown): readonly string[] {
  return Array.isArray(before) ? describeList(before, after) : describeDocuments(name, before, after);
}

function itemAt(list: readonly unknown[], index: number | undefined): unknown {
  return index === undefined ? undefined : list[index];
}

function isObject(value: unknown): value is Container {
  return isContainer(value) && !Array.isArray(value);
}

function isScalarList(value: unknown): boolean {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (isContainer(item)) return false;
  return true;
}

/** Keys of all of them, each once. */
function keysOf(before: unknown, after: unknown, unknown: unknown): string[] {
  const keys = isContainer(before) ? Object.keys(before) : [];
  if (isContainer(after)) for (const key of Object.keys(after)) if (!has(before, key)) keys.push(key);
  if (isContainer(unknown)) {
    for (const key of Object.keys(unknown)) if (!has(before, key) && !has(after, key)) keys.push(key);
  }
  return keys;
}

function has(value: unknown, key: string): boolean {
  return isContainer(value) && Object.hasOwn(value, key);
}
