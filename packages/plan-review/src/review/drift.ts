import { configured, withoutKeys } from "../plan-json/configuration";
import type { Plan, ResourceChange, StateModule } from "../plan-json/plan";
import { equal, isAbsent, isContainer, member } from "../plan-json/value";
import { accessFindings } from "../risk/findings";
import { actionOf } from "./actions";
import { attributeChanges } from "./attributes";
import type { AttributeChange, Finding } from "./model";

/** An object that is not as the last apply left it. */
export interface Drifted {
  readonly resource: ResourceChange;
  /** Whom it lets in that nobody planned to. */
  readonly findings: readonly Finding[];
}

/**
 * What a refresh found to differ. What the configuration leaves to the provider or to another resource (a bucket's
 * versioning, a default) is no drift, unless it lets somebody in whom no resource of the plan lets in.
 */
export function driftOf(plan: Plan): Drifted[] {
  const rules = new StandaloneRules(resourcesOf(plan));
  const written = new WrittenArguments(plan);
  return (plan.resource_drift ?? []).flatMap((resource) => {
    const { mode, change, type = "" } = resource;
    if (mode === "data" || actionOf(resource) === "no-op" || actionOf(resource) === "move") return [];
    const attributes = change ? attributeChanges(change) : [];
    const found = access(resource, attributes).filter((finding) => !rules.explain(resource, finding));
    const apart = SECURITY_GROUPS.has(type) ? ["ingress", "egress"] : [];
    const counts = (name: string) => !apart.includes(name) && written.has(resource, name);
    const differs = isAbsent(change?.after) || differ(change?.before, change?.after, counts);
    return differs || found.length > 0 ? [{ resource, findings: found }] : [];
  });
}

const SECURITY_GROUPS = new Set(["aws_security_group", "aws_default_security_group"]);
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

/** Arguments that the configuration gives a resource. */
class WrittenArguments {
  private readonly byAddress: ReadonlyMap<string, unknown>;

  constructor(plan: Plan) {
    this.byAddress = new Map(configured(plan).map(({ address, expressions }) => [address, expressions]));
  }

  /** Of a resource whose configuration is not in the plan, any may be. */
  has({ address }: ResourceChange, name: string): boolean {
    const expressions = this.byAddress.get(withoutKeys(address));
    // Tags that the provider gives by default stand nowhere else.
    return !isContainer(expressions) || name in expressions || name === "tags_all";
  }
}

/** Resources that let somebody in for another one, as rules do that are no part of their group. */
class StandaloneRules {
  private byOwner: ReadonlyMap<unknown, readonly ResourceChange[]> | undefined;

  constructor(private readonly changes: readonly ResourceChange[]) {}

  explain({ address, change }: ResourceChange, { reason }: Finding): boolean {
    this.byOwner ??= ownedBy(this.changes);
    const owned = this.byOwner.get(member(change?.before, "id")) ?? [];
    // A bucket names itself, and is no explanation.
    const rules = owned.filter((one) => one.address !== address);
    // A rule of its own that is gone is drift of its own.
    if (CLOSED.test(reason)) return rules.length > 0;
    return rules.some((rule) => access(asCreated(rule), []).some((found) => found.reason === reason));
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

function access(resource: ResourceChange, attributes: readonly AttributeChange[]): Finding[] {
  return accessFindings({ resource, action: "update", attributes });
}

/** The change that made a resource what it was before. */
function asCreated(resource: ResourceChange): ResourceChange {
  return { ...resource, change: { before: null, after: resource.change?.before } };
}

function differ(before: unknown, after: unknown, counts: (name: string) => boolean = () => true): boolean {
  if (isEmpty(before) || equal(before, after)) return false;
  if (!isContainer(before) || !isContainer(after)) return true;
  if (Array.isArray(before) && Array.isArray(after) && before.length !== after.length) return true;
  return Object.keys(before).some((key) => counts(key) && differ(before[key], member(after, key)));
}

function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === "" || (isContainer(value) && Object.keys(value).length === 0);
}
