/** A statement of an IAM or resource policy, with every list spelled out. */
export interface Statement {
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: string;
}

type RawStatement = Readonly<Record<string, unknown>>;

export function isPolicy(document: unknown): document is { readonly Statement: unknown } {
  return typeof document === "object" && document !== null && "Statement" in document;
}

export function statementsOf(document: unknown): Statement[] {
  if (!isPolicy(document)) return [];
  const raw = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return raw.filter((one): one is RawStatement => typeof one === "object" && one !== null).map(normalize);
}

/** Statements that came, went or changed; a statement is known by its Sid, or else by what it says. */
export function describePolicy(before: unknown, after: unknown): string[] {
  const [old, next] = [statementsOf(before), statementsOf(after)];
  const lines: string[] = [];
  for (const statement of next) {
    const same = old.find((other) => (statement.sid ? other.sid === statement.sid : text(other) === text(statement)));
    if (!same) lines.push(`+ ${text(statement)}`);
    else lines.push(...changes(same, statement));
  }
  for (const statement of old) {
    const kept = next.some((other) => (statement.sid ? other.sid === statement.sid : text(other) === text(statement)));
    if (!kept) lines.push(`- ${text(statement)}`);
  }
  return lines;
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

function normalize(raw: RawStatement): Statement {
  return {
    sid: typeof raw.Sid === "string" && raw.Sid !== "" ? raw.Sid : undefined,
    effect: String(raw.Effect ?? "Allow"),
    actions: [...list(raw.Action), ...list(raw.NotAction).map((action) => `all but ${action}`)],
    resources: [...list(raw.Resource), ...list(raw.NotResource).map((resource) => `all but ${resource}`)],
    principals: [...principals(raw.Principal), ...principals(raw.NotPrincipal).map((one) => `all but ${one}`)],
    conditions: raw.Condition === undefined ? "" : JSON.stringify(raw.Condition),
  };
}

function list(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(String).sort();
}

function principals(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return list(value);
  return Object.entries(value).flatMap(([kind, names]) => list(names).map((name) => `${kind} ${name}`));
}

function text({ sid, effect, actions, resources, principals: who, conditions }: Statement): string {
  const parts = [effect, actions.join(", ")];
  if (resources.length > 0) parts.push(`on ${resources.join(", ")}`);
  if (who.length > 0) parts.push(`for ${who.join(", ")}`);
  if (conditions !== "") parts.push(`if ${conditions}`);
  return `${sid ? `${sid}: ` : ""}${parts.join(" ")}`;
}
