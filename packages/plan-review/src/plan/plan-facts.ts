import { configured, withoutKeys } from "./configuration";
import type { Plan, ResourceChange, StateModule } from "./plan";
import { isContainer, member } from "./value";

const ACCOUNT_IN_ARN = /^arn:[\w-]+:[^:]*:[^:]*:(\d{12}):/;

/** What a plan as a whole says of each of its resources. */
export class PlanFacts {
  private readonly expressions: ReadonlyMap<string, unknown>;
  private created: ReadonlyMap<string, readonly ResourceChange[]> | undefined;
  private known: ReadonlySet<string> | undefined;

  constructor(private readonly plan: Plan) {
    this.expressions = new Map(configured(plan).map(({ address, expressions }) => [address, expressions]));
  }

  /** Whether the configuration gives the argument. Of a resource whose configuration is not in the plan, any may be. */
  isWritten({ address }: ResourceChange, name: string): boolean {
    const expressions = this.expressions.get(withoutKeys(address));
    // Tags that the provider gives by default stand nowhere else.
    return !isContainer(expressions) || name in expressions || name === "tags_all";
  }

  /** What the same plan creates under that name. */
  createdAs(name: string): readonly ResourceChange[] {
    this.created ??= createdByName(this.plan);
    return this.created.get(name) ?? [];
  }

  /** AWS accounts that the plan is about; none where it does not tell. */
  get accounts(): ReadonlySet<string> {
    this.known ??= accountsOf(this.plan);
    return this.known;
  }
}

function createdByName({ resource_changes: changes = [] }: Plan): Map<string, ResourceChange[]> {
  const byName = new Map<string, ResourceChange[]>();
  for (const resource of changes.filter(({ change }) => change?.actions?.includes("create"))) {
    for (const key of ["bucket", "id", "name"]) {
      const name = member(resource.change?.after, key);
      if (typeof name === "string") byName.set(name, [...(byName.get(name) ?? []), resource]);
    }
  }
  return byName;
}

function accountsOf({ prior_state: prior, resource_changes: changes = [] }: Plan): Set<string> {
  const asked = callerAccounts(prior?.values?.root_module);
  if (asked.length > 0) return new Set(asked);
  return new Set(
    changes.flatMap(({ change }) => ACCOUNT_IN_ARN.exec(String(member(change?.before, "arn")))?.[1] ?? []),
  );
}

function callerAccounts({ resources = [], child_modules: children = [] }: StateModule = {}): string[] {
  const own = resources
    .filter(({ type }) => type === "aws_caller_identity")
    .flatMap(({ values }) => [member(values, "account_id")].filter((id) => typeof id === "string"));
  return [...own, ...children.flatMap(callerAccounts)];
}
