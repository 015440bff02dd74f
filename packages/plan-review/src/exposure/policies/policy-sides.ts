import { ALL_BUT, type Statement } from "../../difference/policy";
import { coversAnyCase, covers as coversText } from "./patterns";

/** One of the three things that a statement is about. */
export type Kind = "actions" | "resources" | "principals";
export const KINDS: readonly Kind[] = ["actions", "resources", "principals"];

/** One value of it, or all but some; undefined where a statement says nothing of it, as of resources in a trust. */
export type Part = string | undefined;

/** What a statement is about, part by part: everything that `NotAction` leaves is one part. */
export function partsOf(statement: Statement, kind: Kind): readonly Part[] {
  const values = statement[kind];
  if (values.length === 0) return [undefined];
  return values[0]?.startsWith(ALL_BUT) ? [`${ALL_BUT}${exceptions(values).join(", ")}`] : values;
}

/** Whether the statement, as far as that kind goes, is about the part too. */
export function coversPart(statement: Statement, kind: Kind, part: Part): boolean {
  const values = statement[kind];
  if (part === undefined || values.length === 0) return true;
  const match = MATCHES[kind];
  if (part.startsWith(ALL_BUT)) {
    const left = part.slice(ALL_BUT.length).split(", ");
    if (!isNegative(values)) return values.some((value) => match(value, "*"));
    return exceptions(values).every((value) => left.some((one) => match(one, value)));
  }
  if (!isNegative(values)) return values.some((value) => match(value, part));
  return !exceptions(values).some((value) => match(value, part) || match(part, value));
}

function isNegative(values: readonly string[]): boolean {
  return values[0]?.startsWith(ALL_BUT) === true;
}

function exceptions(values: readonly string[]): string[] {
  return values.map((value) => value.slice(ALL_BUT.length));
}

const MATCHES: Readonly<Record<Kind, (outer: string, inner: string) => boolean>> = {
  actions: coversAnyCase,
  resources: coversText,
  principals: coversPrincipal,
};

export function isEverybody(principal: string): boolean {
  return /^((AWS|Federated|Service|CanonicalUser) )?\*$/.test(principal);
}

/** An account stands for everybody in it: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
function coversPrincipal(outer: string, inner: string): boolean {
  if (outer === inner || outer === "*" || outer === "AWS *") return true;
  const [account, other] = [accountOf(outer), accountOf(inner)];
  if (account === undefined || account !== other) return false;
  return isWholeAccount(outer) || coversText(outer, inner);
}

function isWholeAccount(principal: string): boolean {
  return /^AWS (\d+|arn:[\w-]+:iam::\d+:root)$/.test(principal);
}

/** The account of `AWS arn:aws:iam::123456789012:role/a` or `AWS 123456789012`. */
export function accountOf(principal: string): string | undefined {
  return /^AWS (?:arn:[\w-]+:(?:iam|sts)::)?(\d+)(?::|$)/.exec(principal)?.[1];
}
