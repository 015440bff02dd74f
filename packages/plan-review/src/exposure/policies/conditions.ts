import { BlockList, isIP } from "node:net";
import { isContainer } from "../../plan/value";
import { covers } from "./patterns";

/** One test of a `Condition`: an operator on a key, and the values that it is held against. */
interface Test {
  /** In lower letters, without what stands before or behind it: `stringequals`. */
  readonly operator: string;
  /** `forallvalues:` or `foranyvalue:` */
  readonly quantifier: string;
  readonly ifExists: boolean;
  readonly key: string;
  readonly values: readonly string[];
}

/** Whether whatever satisfies the first conditions satisfies the second ones too. Both are as policies write them. */
export function implies(narrow: unknown, wide: unknown): boolean {
  const given = testsOf(narrow);
  return testsOf(wide).every((needed) => given.some((test) => isAtLeast(test, needed)));
}

/** Values that keys of a name are held against: `token.actions.githubusercontent.com:sub`, by `sub`. */
export function valuesOf(conditions: unknown, name: string): string[] {
  return testsOf(conditions)
    .filter(({ key, operator }) => (key === name || key.endsWith(`:${name}`)) && !operator.includes("not"))
    .flatMap(({ values }) => values);
}

function testsOf(conditions: unknown): Test[] {
  if (!isContainer(conditions)) return [];
  return Object.entries(conditions).flatMap(([name, keys]) => {
    const [, quantifier = "", operator = "", ifExists] = /^(for(?:all|any)values?:)?(.*?)(ifexists)?$/.exec(
      name.toLowerCase(),
    ) ?? ["", "", name.toLowerCase()];
    if (!isContainer(keys)) return [{ operator, quantifier, ifExists: false, key: "", values: texts(keys) }];
    return Object.entries(keys).map(([key, values]) => ({
      operator,
      quantifier,
      ifExists: ifExists !== undefined,
      key: key.toLowerCase(),
      values: texts(values),
    }));
  });
}

function texts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** Whether a test lets nothing through that the other one holds back. */
function isAtLeast(given: Test, needed: Test): boolean {
  if (given.key !== needed.key || given.quantifier !== needed.quantifier) return false;
  if (given.ifExists && !needed.ifExists) return false;
  const [family, negated] = familyOf(given.operator);
  const [neededFamily, neededNegated] = familyOf(needed.operator);
  if (family !== neededFamily || negated !== neededNegated) return false;
  const match = MATCHES[family] ?? ((outer: string, inner: string) => outer === inner);
  if (family === "string" && isLiteral(needed.operator) && !isLiteral(given.operator)) {
    // A pattern may match more than the text that it was held against before.
    if (!negated && given.values.some((value) => /[*?]/.test(value))) return false;
  }
  const [inner, outer] = negated ? [needed.values, given.values] : [given.values, needed.values];
  return inner.every((value) => outer.some((one) => match(one, value)));
}

function isLiteral(operator: string): boolean {
  return operator.includes("equals");
}

/** Operators that can be compared with each other, and whether they refuse what they match. */
function familyOf(operator: string): readonly [family: string, negated: boolean] {
  const negated = operator.includes("not");
  const plain = operator.replace("not", "");
  if (/^(string(equals|equalsignorecase|like)|arn(equals|like))$/.test(plain)) return ["string", negated];
  if (plain === "ipaddress") return ["address", negated];
  return [plain, negated];
}

const numbers = (compare: (a: number, b: number) => boolean) => (outer: string, inner: string) =>
  compare(numberOf(outer), numberOf(inner));
const MATCHES: Readonly<Record<string, (outer: string, inner: string) => boolean>> = {
  string: covers,
  address: coversRange,
  numericlessthan: numbers((outer, inner) => inner <= outer),
  numericlessthanequals: numbers((outer, inner) => inner <= outer),
  numericgreaterthan: numbers((outer, inner) => inner >= outer),
  numericgreaterthanequals: numbers((outer, inner) => inner >= outer),
  datelessthan: numbers((outer, inner) => inner <= outer),
  datelessthanequals: numbers((outer, inner) => inner <= outer),
  dategreaterthan: numbers((outer, inner) => inner >= outer),
  dategreaterthanequals: numbers((outer, inner) => inner >= outer),
};

function numberOf(text: string): number {
  const number = Number(text);
  return Number.isNaN(number) ? Date.parse(text) : number;
}

/** Whether a range of addresses lies in another one: `10.1.0.0/16` in `10.0.0.0/8`. */
function coversRange(outer: string, inner: string): boolean {
  if (outer === inner) return true;
  const [wide, narrow] = [rangeOf(outer), rangeOf(inner)];
  if (!wide || !narrow || wide.family !== narrow.family || wide.bits > narrow.bits) return false;
  const list = new BlockList();
  list.addSubnet(wide.address, wide.bits, wide.family);
  return list.check(narrow.address, narrow.family);
}

function rangeOf(text: string) {
  const [address = "", bits] = text.split("/");
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  if (!(length >= 0 && length <= most)) return undefined;
  return { address, bits: length, family: version === 4 ? ("ipv4" as const) : ("ipv6" as const) };
}
