/** A statement of a policy, as Terraform JSON holds it. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

type Resources = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;

/** The managed policies of a synthesized stack at addresses that match, as one list of statements. */
function managedStatements(file: string, address: RegExp): Statement[] {
  const { aws_iam_policy = {} } = (JSON.parse(file) as { resource: Resources }).resource;
  return Object.entries(aws_iam_policy)
    .filter(([name]) => address.test(name))
    .flatMap(([, { policy = "" }]) => statementsOf(policy));
}

export function statementsOf(policy: string): Statement[] {
  return (JSON.parse(policy) as { Statement: Statement[] }).Statement;
}

/** What the stack of delivery allows each of its roles, and the most that it allows any. */
export function deliveryStatements(file: string) {
  return {
    plan: managedStatements(file, /^plan_/),
    deploy: managedStatements(file, /^deploy_(?!boundary)/),
    deployBoundary: managedStatements(file, /^deploy_boundary/),
    taskBoundary: managedStatements(file, /^task_boundary/),
  };
}

/** Actions that are allowed on something. */
export function allowedActions(statements: readonly Statement[]): string[] {
  return [...new Set(statements.filter(({ Effect }) => Effect === "Allow").flatMap(({ Action }) => Action))].sort();
}

/**
 * Whether the statements allow a call, their conditions aside. `*` stands for a resource that is not known: it is enough
 * that the action is allowed on some.
 */
export function isAllowed(statements: readonly Statement[], action: string, resource: string): boolean {
  const about = statements.filter(
    (statement) =>
      statement.Action.some((pattern) => matches(pattern, action)) &&
      (resource === "*" || statement.Resource.some((pattern) => matches(pattern, resource))),
  );
  if (resource !== "*" && about.some(({ Effect }) => Effect === "Deny")) return false;
  return about.some(({ Effect }) => Effect === "Allow");
}

/** Whether IAM's pattern, in which `*` stands for anything, covers a text. */
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^$(){}|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
