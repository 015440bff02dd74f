import type { ResourceChange } from "../plan-json/plan";
import { equal, isContainer, listOf, member } from "../plan-json/value";
import { decodeJson } from "../understanding/documents";
import { ALL_BUT, type Statement, statementsOf, withoutSame } from "../understanding/policy";

/** What the policies of a resource allow after a change that they did not before, where that is a lot. */
export function widenedPolicies({ change }: ResourceChange): string[] {
  const [before, after] = statementsOnBothSides(change?.before, change?.after);
  const allowed = new Allowed(before);
  return [
    ...new Set([
      ...withoutSame(after, before).flatMap((statement) => widening(statement, allowed)),
      ...(after.length > 0 ? withoutSame(before, after).flatMap((statement) => noLongerDenied(statement, after)) : []),
      ...attachedPolicies(change?.after).filter((arn) => !attachedPolicies(change?.before).includes(arn)),
    ]),
  ];
}

const KINDS = ["actions", "resources", "principals"] as const;
type Kind = (typeof KINDS)[number];

/** What was allowed before. */
class Allowed {
  readonly isNothing: boolean;
  private readonly values: Readonly<Record<Kind, ReadonlySet<string>>>;
  private readonly onConditions: ReadonlySet<string>;

  constructor(before: readonly Statement[]) {
    const allowed = before.filter(({ effect }) => effect === "Allow");
    const valuesOf = (kind: Kind) => new Set(allowed.flatMap((statement) => statement[kind]));
    this.isNothing = allowed.length === 0;
    this.values = {
      actions: valuesOf("actions"),
      resources: valuesOf("resources"),
      principals: valuesOf("principals"),
    };
    this.onConditions = new Set(allowed.filter(({ conditions }) => conditions !== "").map(permissionOf));
  }

  addedIn(statement: Statement, kind: Kind): string[] {
    return statement[kind].filter((value) => !this.values[kind].has(value));
  }

  /** Whether the same was allowed, but not always. */
  wasOnConditions(statement: Statement): boolean {
    return statement.conditions === "" && this.onConditions.has(permissionOf(statement));
  }
}

function permissionOf(statement: Statement): string {
  return JSON.stringify(KINDS.map((kind) => statement[kind]));
}

function widening(statement: Statement, allowed: Allowed): string[] {
  if (statement.effect !== "Allow") return [];
  const condition = statement.conditions === "" ? "" : " under conditions";
  const what = statement.actions.join(", ");
  return [
    ...allowed.addedIn(statement, "actions").flatMap((action) => {
      if (action.startsWith(ALL_BUT)) return [`allows ${action}`];
      // Of a new policy only what is wide by all measures; of a known one whatever is wider than it was.
      return (allowed.isNothing ? /^(\*|[^:]+:\*)$/ : /\*/).test(action) ? [`allows ${action}`] : [];
    }),
    ...allowed
      .addedIn(statement, "resources")
      .flatMap((resource) => (isEvery(resource) ? [`allows ${what} on ${onWhat(resource)}`] : [])),
    ...allowed.addedIn(statement, "principals").flatMap((principal) => {
      if (isEverybody(principal)) return [`trusts everybody (*)${condition}`];
      if (principal.startsWith(ALL_BUT)) return [`trusts ${principal}${condition}`];
      return allowed.isNothing ? [] : [`trusts a new principal: ${principal}`];
    }),
    ...(allowed.wasOnConditions(statement) ? [`allows ${what} without the condition it had`] : []),
  ];
}

function noLongerDenied(statement: Statement, after: readonly Statement[]): string[] {
  if (statement.effect !== "Deny") return [];
  const denied = after.filter(({ effect }) => effect === "Deny");
  const isDenied = (action: string) => denied.some(({ actions }) => actions.includes(action) || actions.includes("*"));
  const free = statement.actions.filter((action) => !isDenied(action));
  return free.length > 0 ? [`no longer denies ${free.join(", ")}`] : [];
}

function isEvery(resource: string): boolean {
  return /^(\*|arn:([^:]*:){4,}\*)$/.test(resource) || resource.startsWith(ALL_BUT);
}

function onWhat(resource: string): string {
  if (resource === "*") return "every resource";
  return resource.startsWith(ALL_BUT) ? `${resource}` : `every resource of ${resource}`;
}

function isEverybody(principal: string): boolean {
  return /^((AWS|Federated|Service|CanonicalUser) )?\*$/.test(principal);
}

/** Managed policies that allow nearly everything, attached by their name. */
function attachedPolicies(values: unknown): string[] {
  const arns = [member(values, "policy_arn"), ...listOf(member(values, "managed_policy_arns"))];
  return arns.flatMap((arn) => {
    const name = /:policy\/(?:[\w-]+\/)*(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.exec(String(arn))?.[1];
    return name === undefined ? [] : [`attaches ${name}`];
  });
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
