import type { AttributeChange } from "../difference/attributes";
import type { Plan, ResourceChange, StateModule } from "../plan/plan";
import { member } from "../plan/value";
import type { Finding } from "../risk/finding";
import { accessFindings } from "../risk/findings";

const CLOSED = /: closed$/;
/** How resources name the one whose rules or policy they hold. */
const OWNERS = ["arn", "bucket", "key_id", "queue_url", "repository", "role", "secret_arn", "security_group_id"];

/** What there is: a plan that only looks for drift lists no changes. */
function resourcesOf({ resource_changes: changes = [], prior_state: prior }: Plan): readonly ResourceChange[] {
  const known = inState(prior?.values?.root_module);
  return known.length > 0 ? known : changes;
}

function inState({ resources = [], child_modules: children = [] }: StateModule = {}): ResourceChange[] {
  const own = resources.map(({ address = "", type = "", values }) => ({ address, type, change: { before: values } }));
  return [...own, ...children.flatMap(inState)];
}

/** Resources of any stack that let somebody in for another one, as rules do that are no part of their group. */
export class StandaloneRules {
  private byOwner: ReadonlyMap<unknown, readonly ResourceChange[]> | undefined;

  constructor(private readonly plans: readonly Plan[]) {}

  explain({ address, change }: ResourceChange, { reason }: Finding): boolean {
    this.byOwner ??= ownedBy(this.plans.flatMap(resourcesOf));
    const owned = this.byOwner.get(member(change?.before, "id")) ?? [];
    // A bucket names itself, and is no explanation.
    const rules = owned.filter((one) => one.address !== address);
    // A rule of its own that is gone is drift of its own.
    if (CLOSED.test(reason)) return rules.length > 0;
    // What it says is measured against the same: a topic's own policy, before another one was put in its place.
    const instead = (rule: ResourceChange) => ({
      ...rule,
      change: { before: change?.before, after: rule.change?.before },
    });
    return rules.some((rule) => accessOf(instead(rule), []).some((found) => found.reason === reason));
  }
}

function ownedBy(changes: readonly ResourceChange[]): Map<unknown, ResourceChange[]> {
  const owned = new Map<unknown, ResourceChange[]>();
  for (const resource of changes) {
    for (const name of OWNERS) {
      const owner = member(resource.change?.before, name);
      if (typeof owner !== "string") continue;
      const known = owned.get(owner);
      if (known) known.push(resource);
      else owned.set(owner, [resource]);
    }
  }
  return owned;
}

/** Whom a change lets in, and whom no longer. */
export function accessOf(resource: ResourceChange, attributes: readonly AttributeChange[]): Finding[] {
  return accessFindings({ resource, action: "update", attributes });
}
