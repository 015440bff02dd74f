import type { Statement } from "../../difference/policy";
import { implies } from "./conditions";
import { coversPart, KINDS, type Kind, type Part, partsOf } from "./policy-sides";

/** What somebody may do after a change that they might not before. */
export interface NewGrant {
  readonly statement: Statement;
  readonly action: Part;
  readonly resource: Part;
  readonly principal: Part;
  /** What was allowed before, if only together with something else. */
  readonly wasKnown: Readonly<Record<Kind, boolean>>;
  /** It was allowed before, on conditions that are gone or weaker. */
  readonly onWeakerConditions: boolean;
}

/** More combinations are not looked into one by one. */
const MOST_COMBINATIONS = 1_000_000;

/**
 * What the statements after a change allow, combination by combination, that no single statement before allowed:
 * who, what and on what, across all statements. What is refused after the change is not granted.
 */
export function newGrants(before: readonly Statement[], after: readonly Statement[]): NewGrant[] {
  const allowed = before.filter(({ effect }) => effect === "Allow");
  const refused = after.filter(({ effect, conditions }) => effect === "Deny" && conditions === "");
  const known = new Set(allowed.map(({ signature }) => signature));
  return after
    .filter(({ effect, signature }) => effect === "Allow" && !known.has(signature))
    .flatMap((statement) => grantsOf(statement, allowed, refused));
}

function grantsOf(statement: Statement, allowed: readonly Statement[], refused: readonly Statement[]): NewGrant[] {
  const [actions, resources, principals] = KINDS.map((kind) => {
    return partsOf(statement, kind).map((part) => ({ part, ...coverageOf(kind, part, allowed, refused) }));
  });
  if (!actions || !resources || !principals) return [];
  if (actions.length * resources.length * principals.length > MOST_COMBINATIONS) resources.length = 1;
  const suffices = allowed.map(({ conditions }) => implies(parsed(statement.conditions), parsed(conditions)));
  const found: NewGrant[] = [];
  for (const action of actions) {
    for (const resource of resources) {
      for (const principal of principals) {
        const together = (by: "allowed" | "refused") =>
          action[by].filter((index) => resource[by].includes(index) && principal[by].includes(index));
        if (together("refused").length > 0) continue;
        const same = together("allowed");
        if (same.some((index) => suffices[index])) continue;
        found.push({
          statement,
          action: action.part,
          resource: resource.part,
          principal: principal.part,
          wasKnown: { actions: isKnown(action), resources: isKnown(resource), principals: isKnown(principal) },
          onWeakerConditions: same.length > 0,
        });
      }
    }
  }
  return found;
}

/** Which statements, by their indexes, are about a part. */
function coverageOf(kind: Kind, part: Part, allowed: readonly Statement[], refused: readonly Statement[]) {
  const among = (statements: readonly Statement[]) =>
    statements.flatMap((statement, index) => (coversPart(statement, kind, part) ? [index] : []));
  return { allowed: among(allowed), refused: among(refused) };
}

function isKnown({ allowed }: { readonly allowed: readonly number[] }): boolean {
  return allowed.length > 0;
}

/** What the statements before refuse that none after does, in words. */
export function noLongerDenied(before: readonly Statement[], after: readonly Statement[]): string[] {
  const denied = after.filter(({ effect }) => effect === "Deny");
  const known = new Set(denied.map(({ signature }) => signature));
  return before
    .filter(({ effect, signature }) => effect === "Deny" && !known.has(signature))
    .flatMap((statement) => {
      const still = denied.filter(({ conditions }) => implies(parsed(statement.conditions), parsed(conditions)));
      const isDenied = (action: Part, sameScope: boolean) =>
        still.some(
          (one) =>
            coversPart(one, "actions", action) &&
            (!sameScope ||
              (["resources", "principals"] as const).every((kind) =>
                partsOf(statement, kind).every((part) => coversPart(one, kind, part)),
              )),
        );
      const actions = partsOf(statement, "actions");
      const free = actions.filter((action) => !isDenied(action, false));
      const partly = actions.filter((action) => isDenied(action, false) && !isDenied(action, true));
      return [
        ...(free.length > 0 ? [`no longer denies ${free.join(", ")}`] : []),
        ...(partly.length > 0 ? [`denies ${partly.join(", ")} to fewer, or on less, than before`] : []),
      ];
    });
}

export function parsed(conditions: string): unknown {
  return conditions === "" ? undefined : JSON.parse(conditions);
}
