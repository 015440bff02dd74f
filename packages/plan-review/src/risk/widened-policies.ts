import type { AttributeChange } from "../difference/attributes";
import { decodeJson } from "../difference/documents";
import { ALL_BUT, type Statement, statementsOf } from "../difference/policy";
import { escalates } from "../exposure/policies/escalation";
import { isHarmlessEverywhere } from "../exposure/policies/iam-actions";
import { type NewGrant, newGrants, noLongerDenied } from "../exposure/policies/new-grants";
import { covers } from "../exposure/policies/patterns";
import { isEverybody } from "../exposure/policies/policy-sides";
import { strangeTrust } from "../exposure/policies/trust";
import type { ResourceChange } from "../plan/plan";
import { equal, isContainer, listOf, member } from "../plan/value";
import { type Finder, found } from "./finding";
import { kindsOf } from "./resource-kinds";

const NO_ACCOUNTS: ReadonlySet<string> = new Set();

/** What the policies of a resource allow after a change that they did not before, where that is a lot. */
export function widenedPolicies(resource: ResourceChange, ownAccounts: ReadonlySet<string> = NO_ACCOUNTS): string[] {
  const { change } = resource;
  const [before, after] = statementsOnBothSides(change?.before, change?.after);
  const isNew = !before.some(({ effect }) => effect === "Allow");
  const grants = newGrants(before, after).filter(({ statement }) => !isOwnKey(resource, statement, after));
  return [
    ...new Set([
      ...byStatement(grants).flatMap((some) => widenings(some, { isNew, before, ownAccounts })),
      ...(leavesOthersOpen(resource) ? noLongerDenied(before, after) : []),
      ...newlyAttached(resource),
    ]),
  ];
}

export const widened: Finder = ({ resource, attributes, facts }) => {
  // Looking for policies takes time, and where something differs, it is in them or nowhere.
  const mayBePolicy = attributes.length === 0 || attributes.some(holdsPolicy);
  const reasons = mayBePolicy ? widenedPolicies(resource, facts?.accounts) : newlyAttached(resource);
  return reasons.map((reason) => found("widened-policy", reason));
};

function holdsPolicy({ before = "", after = "" }: AttributeChange): boolean {
  return before.includes("Statement") || after.includes("Statement");
}

interface Context {
  /** Nothing was allowed before. */
  readonly isNew: boolean;
  readonly before: readonly Statement[];
  readonly ownAccounts: ReadonlySet<string>;
}

function byStatement(grants: readonly NewGrant[]): NewGrant[][] {
  const groups = new Map<Statement, NewGrant[]>();
  for (const grant of grants) {
    const known = groups.get(grant.statement);
    if (known) known.push(grant);
    else groups.set(grant.statement, [grant]);
  }
  return [...groups.values()];
}

/** Of what one statement newly grants: what is wide, in words. */
function widenings(grants: readonly NewGrant[], context: Context): string[] {
  const weaker = actionsIn(grants.filter(({ onWeakerConditions }) => onWeakerConditions));
  const fresh = grants.filter(({ onWeakerConditions }) => !onWeakerConditions);
  const conditions = grants[0]?.statement.conditions ?? "";
  const wide = wideActions(fresh, context);
  return [
    ...wide.map((action) => `allows ${action}`),
    // Said already, as the whole that it is.
    ...escalations(fresh.filter(({ action = "" }) => !wide.includes(action))),
    ...wideResources(fresh, context),
    ...newPrincipals(fresh, context),
    ...(weaker.length > 0
      ? [`allows ${weaker.join(", ")} ${conditions === "" ? "without the condition it had" : "on weaker conditions"}`]
      : []),
  ];
}

/** Of a new policy only what is wide by all measures; of a known one whatever is wider than it was. */
function wideActions(grants: readonly NewGrant[], { isNew }: Context): string[] {
  const added = actionsIn(grants.filter(({ wasKnown }) => !wasKnown.actions));
  return added
    .filter((action) => action.startsWith(ALL_BUT) || (isNew ? /^(\*|[^:]+:\*)$/ : /\*/).test(action))
    .filter((action) => !isHarmlessEverywhere(action));
}

function escalations(grants: readonly NewGrant[]): string[] {
  const byResource = grouped(
    grants.filter(({ action, resource }) => action && resource && escalates(action, resource)),
    ({ resource }) => resource ?? "",
  );
  return [...byResource].map(
    ([resource, some]) => `allows ${actionsIn(some).join(", ")} on ${resource}, a way to more rights`,
  );
}

function wideResources(grants: readonly NewGrant[], { before }: Context): string[] {
  // In a policy of a resource, which names whom it trusts, every resource is that one.
  const reaching = grants.filter(({ principal, resource }) => principal === undefined && resource !== undefined);
  return [...grouped(reaching, ({ resource }) => resource ?? "")].flatMap(([resource, some]) => {
    if (isEvery(resource)) {
      const actions = actionsIn(some).filter((action) => !isHarmlessEverywhere(action));
      return actions.length > 0 ? [`allows ${actions.join(", ")} on ${onWhat(resource)}`] : [];
    }
    const narrower = before
      .flatMap(({ resources }) => resources)
      .find((one) => one !== resource && covers(resource, one));
    const actions = actionsIn(some.filter(({ wasKnown }) => wasKnown.actions));
    return narrower && actions.length > 0
      ? [`allows ${actions.join(", ")} on ${resource}, not only on ${narrower}`]
      : [];
  });
}

function newPrincipals(grants: readonly NewGrant[], { isNew, ownAccounts }: Context): string[] {
  return [...grouped(grants, ({ principal }) => principal ?? "")].flatMap(([principal, some]) => {
    const [first] = some;
    if (!first || principal === "") return [];
    const condition = first.statement.conditions === "" ? "" : " under conditions";
    const isWide = isEverybody(principal) || principal.startsWith(ALL_BUT);
    if (first.wasKnown.principals) {
      if (!isWide) return [];
      return [...grouped(some, ({ resource }) => resource ?? "it")].map(
        ([resource, on]) => `lets everybody (*) do ${actionsIn(on).join(", ")} on ${resource}${condition}`,
      );
    }
    if (isEverybody(principal)) return [`trusts everybody (*)${condition}`];
    if (isWide) return [`trusts ${principal}${condition}`];
    if (!isNew) return [`trusts a new principal: ${principal}`];
    return strangeTrust(principal, first.statement, ownAccounts) ?? [];
  });
}

function actionsIn(grants: readonly NewGrant[]): string[] {
  return [...new Set(grants.flatMap(({ action }) => action ?? []))];
}

function grouped(grants: readonly NewGrant[], key: (grant: NewGrant) => string): Map<string, NewGrant[]> {
  const groups = new Map<string, NewGrant[]>();
  for (const grant of grants) groups.set(key(grant), [...(groups.get(key(grant)) ?? []), grant]);
  return groups;
}

/** Of a service or of a kind; the streams of one log group are those of one. */
function isEvery(resource: string): boolean {
  return /^(\*|arn:([^:]*:){4}([\w-]+:)?\*(:\*)?)$/.test(resource) || resource.startsWith(ALL_BUT);
}

function onWhat(resource: string): string {
  if (resource === "*") return "every resource";
  return resource.startsWith(ALL_BUT) ? `${resource}` : `every resource of ${resource}`;
}

/**
 * A key's own account has to be let in, or nobody could ever change the key:
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
function isOwnKey({ type = "" }: ResourceChange, { principals }: Statement, all: readonly Statement[]): boolean {
  if (!/^aws_kms_\w*key(_policy)?$/.test(type) || principals.length !== 1) return false;
  const isRoot = (principal: string) => /^AWS (\d{12}|arn:[\w-]+:iam::\d{12}:root)$/.test(principal);
  const roots = new Set(all.flatMap((statement) => statement.principals).filter(isRoot));
  return principals.every(isRoot) && roots.size === 1;
}

/** A resource that goes with the policy that is a part of it leaves nothing open. */
function leavesOthersOpen(resource: ResourceChange): boolean {
  if (resource.change?.after !== null) return true;
  const kinds = kindsOf(resource);
  const isPolicyAlone = kinds === undefined || kinds.has("recreated") || kinds.has("guardsAccess");
  return isPolicyAlone && !/_(role|group|user)$/.test(resource.type ?? "");
}

/** Managed policies that allow nearly everything, attached by their name or to a set of permissions. */
function attachedPolicies(values: unknown): string[] {
  const names = ["policy_arn", "managed_policy_arn"];
  const arns = [...names.map((name) => member(values, name)), ...listOf(member(values, "managed_policy_arns"))];
  return arns.flatMap((arn) => {
    const name = /:policy\/(?:[\w-]+\/)*(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.exec(String(arn))?.[1];
    return name === undefined ? [] : [`attaches ${name}`];
  });
}

function newlyAttached({ change }: ResourceChange): string[] {
  const before = attachedPolicies(change?.before);
  return attachedPolicies(change?.after).filter((text) => !before.includes(text));
}

/** None on either side where no policy changes. */
function statementsOnBothSides(before: unknown, after: unknown): readonly [Statement[], Statement[]] {
  const [old, next] = [policyTexts(before), policyTexts(after)];
  if (equal(old, next)) return [[], []];
  const statements = (texts: readonly string[]) => texts.flatMap((text) => statementsOf(decodeJson(text)));
  return [statements(old), statements(next)];
}

/** Every text in the values that may be a policy, also in blocks. */
function policyTexts(values: unknown, found: string[] = []): string[] {
  if (typeof values === "string") {
    if (values.includes('"Statement"')) found.push(values);
  } else if (isContainer(values)) for (const key of Object.keys(values)) policyTexts(values[key], found);
  return found;
}
