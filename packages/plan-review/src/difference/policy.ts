import { type Container, isContainer } from "../plan/value";
import { describeJson } from "./json-difference";

/** A statement of an IAM or resource policy, with every list spelled out. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: string;
  /** All of it in one text: the same for those that say the same. */
  readonly signature: string;
}

/** Stands before what `NotAction`, `NotResource` and `NotPrincipal` leave out. */
export const ALL_BUT = "all but ";

export function isPolicy(document: unknown): document is Container {
  return isContainer(document) && isContainer(document.Statement);
}

export function statementsOf(document: unknown): Statement[] {
  if (!isPolicy(document)) return [];
  const raw = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return raw.filter(isContainer).map(normalize);
}

/** Statements that are in none of the others. */
export function withoutSame(statements: readonly Statement[], others: readonly Statement[]): Statement[] {
  const known = new Set(others.map(({ signature }) => signature));
  return statements.filter(({ signature }) => !known.has(signature));
}

/** Statements that came, went or changed, then what else differs. */
export function describePolicy(before: unknown, after: unknown): string[] {
  const [old, next] = [statementsOf(before), statementsOf(after)];
  const unpaired = new Unpaired(withoutSame(old, next));
  const lines = withoutSame(next, old).flatMap((statement) => {
    const counterpart = unpaired.take(keysOf(statement));
    return counterpart ? changes(counterpart, statement) : [`+ ${text(statement)}`];
  });
  const gone = unpaired.rest().map((statement) => `- ${text(statement)}`);
  const others = isPolicy(before) && isPolicy(after) ? describeJson(frame(before), frame(after)) : [];
  return [...lines, ...gone, ...others];
}

/** Statements that have no counterpart yet, by all that they may be known by. */
class Unpaired {
  private readonly statements: Set<Statement>;
  private readonly byKey = new Map<string, Statement[]>();

  constructor(statements: readonly Statement[]) {
    this.statements = new Set(statements);
    for (const statement of statements) {
      for (const key of keysOf(statement)) {
        const known = this.byKey.get(key);
        if (known) known.push(statement);
        else this.byKey.set(key, [statement]);
      }
    }
  }

  /** The first that any of the keys fits, once. */
  take(keys: readonly string[]): Statement | undefined {
    for (const key of keys) {
      const known = this.byKey.get(key) ?? [];
      for (let statement = known.shift(); statement; statement = known.shift()) {
        if (this.statements.delete(statement)) return statement;
      }
    }
    return undefined;
  }

  rest(): Statement[] {
    return [...this.statements];
  }
}

/** A statement is known by its Sid, or else by what it is about: two of actions, resources and principals. */
function keysOf({ sid, effect, actions, resources, principals: who }: Statement): string[] {
  if (sid) return [`sid ${sid}`];
  return [
    [effect, actions, resources, null],
    [effect, actions, null, who],
    [effect, null, resources, who],
  ].map((parts) => JSON.stringify(parts));
}

function changes(before: Statement, after: Statement): string[] {
  const name = after.sid ?? after.effect;
  const lines: string[] = [];
  if (before.effect !== after.effect) lines.push(`~ ${name}: ${before.effect} → ${after.effect}`);
  for (const kind of ["actions", "resources", "principals"] as const) {
    for (const value of after[kind]) if (!before[kind].includes(value)) lines.push(`~ ${name}: + ${kind} ${value}`);
    for (const value of before[kind]) if (!after[kind].includes(value)) lines.push(`~ ${name}: - ${kind} ${value}`);
  }
  if (before.conditions !== after.conditions) {
    lines.push(`~ ${name}: condition ${before.conditions || "none"} → ${after.conditions || "none"}`);
  }
  return lines;
}

function normalize(raw: Container): Statement {
  const sid = typeof raw.Sid === "string" && raw.Sid !== "" ? raw.Sid : undefined;
  const effect = typeof raw.Effect === "string" ? raw.Effect : "Allow";
  const actions = [...list(raw.Action), ...list(raw.NotAction).map(allBut)];
  const resources = [...list(raw.Resource), ...list(raw.NotResource).map(allBut)];
  const who = [...principals(raw.Principal), ...principals(raw.NotPrincipal).map(allBut)];
  const conditions = raw.Condition === undefined ? "" : JSON.stringify(raw.Condition);
  const signature = [sid, effect, actions.join("\n"), resources.join("\n"), who.join("\n"), conditions].join("\0");
  return { sid, effect, actions, resources, principals: who, conditions, signature };
}

function allBut(value: string): string {
  return `${ALL_BUT}${value}`;
}

function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value])
    .map((one) => (typeof one === "string" ? one : JSON.stringify(one)))
    .sort();
}

function principals(value: unknown): string[] {
  if (!isContainer(value) || Array.isArray(value)) return list(value);
  return Object.entries(value).flatMap(([kind, names]) => list(names).map((name) => `${kind} ${name}`));
}

function text({ sid, effect, actions, resources, principals: who, conditions }: Statement): string {
  const parts = [effect, actions.join(", ")];
  if (resources.length > 0) parts.push(`on ${resources.join(", ")}`);
  if (who.length > 0) parts.push(`for ${who.join(", ")}`);
  if (conditions !== "") parts.push(`if ${conditions}`);
  return `${sid ? `${sid}: ` : ""}${parts.join(" ")}`;
}

/** The policy without its statements. */
function frame({ Statement: _, ...rest }: Container): object {
  return rest;
}
