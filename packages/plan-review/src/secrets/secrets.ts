import { isContainer, Sensitive } from "../plan-json/value";
import { encodings } from "./encodings";
import { isSecretName } from "./secret-names";
import { SHORTEST, TextMask } from "./text-mask";

/** Digits from which a sensitive number is looked for in texts: a port stands everywhere. */
const SHORTEST_NUMBER = 6;
const LITERALS = new Set(["true", "false", "null"]);
/** What is only called secret, and says nothing. */
const EMPTY_WORDS = new Set(["none", "default", "enabled", "disabled", "required", "optional"]);
/** A document is looked into only where it may hold something that is called secret. */
const MAY_HOLD_SECRET = /pass|secret|token|key|credential|connection|kube_?config/i;

/**
 * Hides what is marked, or called, secret. Where it stands it is replaced by a value that cannot be read; from other
 * texts `mask` takes it out.
 */
export class Secrets {
  private readonly known = new Set<string>();
  private readonly texts = new TextMask();

  /**
   * The value with everything secret hidden, or the value itself where nothing is. `marks` are `true`, or have `true`
   * where the value is secret; `names` are attributes that are secret besides those whose names say so.
   */
  hide(value: unknown, marks: readonly unknown[], names: readonly string[] = []): unknown {
    if (value === null || value === undefined) return value;
    if (marks.includes(true)) {
      this.addLeaves(value);
      return new Sensitive(value);
    }
    if (typeof value === "string") this.lookInto(value);
    if (!isContainer(value)) return value;
    let hidden: [key: string, value: unknown][] | undefined;
    const secretPair = isSecretPair(value);
    for (const key of Object.keys(value)) {
      const child = value[key];
      const isCalledSecret =
        names.includes(key) || (typeof child === "string" && (isSecretName(key) || (secretPair && key === "value")));
      const shown = isCalledSecret ? this.hideCalled(child) : this.hide(child, marksAt(marks, key));
      if (shown === child) continue;
      hidden ??= [];
      hidden.push([key, shown]);
    }
    for (const key of marks.length === 0 || Array.isArray(value) ? [] : marked(marks)) {
      // What is known only after the apply is not there yet, and marked all the same.
      if (Object.hasOwn(value, key)) continue;
      hidden ??= [];
      hidden.push([key, new Sensitive(undefined)]);
    }
    return hidden ? withMembers(value, hidden) : value;
  }

  /** The text without secrets, also where one stands inside of a longer or an encoded text. */
  mask(text: string): string {
    return this.texts.apply(text);
  }

  /** Names come from the configuration and stay; keys of instances may be values. */
  maskAddress(address: string): string {
    return address.replace(/\["(?:[^"\\]|\\.)*"\]/g, (key) => this.mask(key));
  }

  /** Remembers every text in a secret value. */
  addLeaves(value: unknown): void {
    if (isContainer(value)) for (const key of Object.keys(value)) this.addLeaves(value[key]);
    else if (typeof value === "number" && String(value).length >= SHORTEST_NUMBER) this.add(String(value));
    else if (typeof value === "string") {
      this.lookInto(value);
      this.add(value);
    }
  }

  private hideCalled(value: unknown): unknown {
    if (value === null || value === undefined || value === "") return value;
    if (typeof value !== "string" || !EMPTY_WORDS.has(value.toLowerCase())) this.addLeaves(value);
    return new Sensitive(value);
  }

  /** A document in a text may call something secret. The text is not marked, so it stays, and its secrets go. */
  private lookInto(text: string): void {
    if (!/^\s*[{[]/.test(text) || !MAY_HOLD_SECRET.test(text)) return;
    try {
      this.hide(JSON.parse(text), []);
    } catch {
      // No document after all.
    }
  }

  private add(text: string): void {
    if (text.length < SHORTEST || LITERALS.has(text) || this.known.has(text)) return;
    this.known.add(text);
    for (const form of encodings(text)) this.texts.add(form);
  }
}

const NO_MARKS: readonly unknown[] = [];

function marksAt(marks: readonly unknown[], key: string): readonly unknown[] {
  if (marks.length === 0) return NO_MARKS;
  const inner: unknown[] = [];
  for (const mark of marks) if (isContainer(mark) && Object.hasOwn(mark, key)) inner.push(mark[key]);
  return inner;
}

/** Names of the members that are marked as a whole. */
function marked(marks: readonly unknown[]): string[] {
  const names: string[] = [];
  for (const mark of marks) {
    if (isContainer(mark)) for (const key of Object.keys(mark)) if (mark[key] === true) names.push(key);
  }
  return names;
}

/** `{"name": "DB_PASSWORD", "value": "…"}`, as containers have it. */
function isSecretPair({ name, key = name, value }: Readonly<Record<string, unknown>>): boolean {
  return typeof key === "string" && typeof value === "string" && isSecretName(key);
}

function withMembers(
  value: Readonly<Record<string, unknown>>,
  members: readonly (readonly [key: string, value: unknown])[],
): unknown {
  const copy: object = Array.isArray(value) ? [...value] : { ...value };
  for (const [key, member] of members) {
    // Plain assignment would take `__proto__` for the prototype.
    Object.defineProperty(copy, key, { value: member, enumerable: true, configurable: true, writable: true });
  }
  return copy;
}
