import { isContainer, Sensitive } from "../plan/value";
import { readYaml } from "../plan/yaml";
import { encodings, rareForms } from "./encodings";
import { holdsSecrets, isSecretName, isSecretNumberName } from "./secret-names";
import { isValue, secretsIn } from "./secret-texts";
import { SHORTEST, TextMask } from "./text-mask";

/** Digits from which a sensitive number is looked for in texts: a port stands everywhere. */
const SHORTEST_NUMBER = 5;
const LITERALS = new Set(["true", "false", "null"]);
/** What is only called secret, and says nothing. */
const EMPTY_WORDS = new Set(["none", "default", "enabled", "disabled", "required", "optional"]);
/** A document is looked into only where it may hold something that is called secret. */
const MAY_HOLD_SECRET = /pass|pwd|secret|token|key|credential|connection|kube_?config|auth|dsn/i;
/** What everybody tries first: a part of a longer word tells it, as what is left of `(sensitive)istrator` does. */
const COMMON = new Set(
  "admin administrator root user users guest test tester demo default master password passw0rd secret postgres mysql oracle rabbitmq redis mongo elastic ubuntu ec2-user azureuser changeme welcome letmein".split(
    " ",
  ),
);
/** Of more secrets, forms that nearly nobody uses are not looked for: they are many for each. */
const MOST_LOOKED_FOR = 200;
const LONGEST_WORD = 16;
/** Attributes whose texts may be other texts in base64. */
const MAY_BE_BASE64 = /base64|user_?data|custom_data|content|script|startup|bootstrap/i;
const LONGEST_BASE64 = 64 * 1024;
/** Members of a block that name something, in maps of secrets too. */
const NAMING =
  /^(name|key|type|id|arn|version|value_?from|secret_?(name|id|key|ref|arn)|kind|namespace|username|user|mount_path|path|optional|default_mode)$/i;

/**
 * Hides what is marked, or called, secret. Where it stands it is replaced by a value that cannot be read; from other
 * texts `mask` takes it out.
 */
export class Secrets {
  private readonly known = new Set<string>();
  private readonly marked = new Set<string>();
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
    const ofSecret = isKubernetesSecret(value) ? KUBERNETES_SECRET : names;
    for (const key of Object.keys(value)) {
      const child = value[key];
      const isCalledSecret =
        ofSecret.includes(key) ||
        (typeof child === "string" && (isSecretName(key) || (secretPair && key === "value"))) ||
        (typeof child === "number" && String(child).length >= SHORTEST && isSecretNumberName(key));
      const shown = isCalledSecret
        ? this.hideCalled(child)
        : isContainer(child) && (holdsSecrets(key) || (secretPair && key === "value" && Array.isArray(child)))
          ? this.hide(this.hideHeld(child), marksAt(marks, key))
          : this.hide(child, marksAt(marks, key));
      if (typeof child === "string" && shown === child && MAY_BE_BASE64.test(key)) this.lookIntoBase64(child);
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

  /** Remembers every text in a secret value; of what is marked, also the forms that nearly nobody uses. */
  addLeaves(value: unknown, isMarked = true): void {
    if (isContainer(value)) {
      for (const key of Object.keys(value)) {
        if (looksRandom(key)) this.add(key, isMarked);
        this.addLeaves(value[key], isMarked);
      }
    } else if (typeof value === "number" && String(value).length >= SHORTEST_NUMBER) this.add(String(value), isMarked);
    else if (typeof value === "string") {
      this.lookInto(value);
      this.add(value, isMarked);
    }
  }

  private hideCalled(value: unknown): unknown {
    if (value === null || value === undefined || value === "") return value;
    if (typeof value === "string" && isWord(value)) this.addWord(value);
    else if (typeof value !== "string" || !EMPTY_WORDS.has(value.toLowerCase())) this.addLeaves(value, false);
    return new Sensitive(value);
  }

  /** Of what a map or a list of secrets holds: every text that is no name, in it or in its blocks. */
  private hideHeld(held: Readonly<Record<string, unknown>>): unknown {
    const hidden: [key: string, value: unknown][] = [];
    for (const key of Object.keys(held)) {
      const child = held[key];
      if (typeof child === "string" && child !== "" && isValue(child) && !NAMING.test(key))
        hidden.push([key, this.hideCalled(child)]);
      else if (isContainer(child)) {
        const shown = this.hideHeld(child);
        if (shown !== child) hidden.push([key, shown]);
      }
    }
    return hidden.length > 0 ? withMembers(held, hidden) : held;
  }

  private lookIntoBase64(text: string): void {
    if (text.length < SHORTEST_NUMBER || text.length > LONGEST_BASE64 || !/^[A-Za-z0-9+/\s]+=*\s*$/.test(text)) return;
    const decoded = Buffer.from(text, "base64").toString("utf8");
    // Bytes that are no text decode to the sign that stands for what cannot be read.
    if (!decoded.includes("\ufffd") && !decoded.includes("\0")) this.lookInto(decoded);
  }

  /** A document in a text may call something secret. The text is not marked, so it stays, and its secrets go. */
  private lookInto(text: string): void {
    for (const secret of secretsIn(text)) this.add(secret, false);
    if (/^kind:\s*["']?Secret["']?\s*$/m.test(text)) this.lookIntoManifest(text);
    if (!/^\s*[{[]/.test(text) || !MAY_HOLD_SECRET.test(text)) return;
    try {
      this.hide(JSON.parse(text), []);
    } catch {
      // No document after all.
    }
  }

  private lookIntoManifest(text: string): void {
    for (const document of text.split(/^---.*$/m)) {
      try {
        this.hide(readYaml(document), []);
      } catch {
        // No manifest after all.
      }
    }
  }

  /** Where nobody marked a word as secret, it stands in other words by chance. */
  private addWord(word: string): void {
    if (!EMPTY_WORDS.has(word.toLowerCase()) && !LITERALS.has(word) && !this.known.has(word)) this.texts.addWord(word);
  }

  private add(text: string, isMarked: boolean): void {
    if (text.length < SHORTEST || LITERALS.has(text)) return;
    const known = isMarked ? this.marked : this.known;
    if (known.has(text)) return;
    this.known.add(text);
    if (isMarked) this.marked.add(text);
    if (COMMON.has(text.toLowerCase())) {
      this.texts.addWord(text);
      return;
    }
    const forms =
      isMarked && this.marked.size <= MOST_LOOKED_FOR ? [...encodings(text), ...rareForms(text)] : encodings(text);
    for (const form of forms) this.texts.add(form);
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
  return (
    typeof key === "string" &&
    (typeof value === "string" || Array.isArray(value)) &&
    (isSecretName(key) || holdsSecrets(lastPart(key)))
  );
}

/** `tokens` of `auth.tokens`, as Helm names values. */
function lastPart(key: string): string {
  return key.slice(key.lastIndexOf(".") + 1);
}

const KUBERNETES_SECRET = ["data", "stringData", "string_data"];

/** What a manifest of this kind holds is secret, whatever it is called. */
function isKubernetesSecret({ kind, apiVersion }: Readonly<Record<string, unknown>>): boolean {
  return kind === "Secret" && typeof apiVersion === "string";
}

function isWord(text: string): boolean {
  return text.length < LONGEST_WORD && /^[A-Za-z]+$/.test(text);
}

/** Nobody calls a member of a map so. */
function looksRandom(key: string): boolean {
  return key.length >= 8 && /\d/.test(key) && /[A-Z]/.test(key) && /[a-z]/.test(key);
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
