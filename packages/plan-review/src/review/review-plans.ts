import type { Change, Plan, ResourceChange } from "../plan-json/plan";
import { monthlyCost, plannedTasks } from "../risk/cost";
import { findingsOf } from "../risk/findings";
import { actionOf, count, orderOf, reasonOf, total } from "./actions";
import { attributeChanges, drifted } from "./attributes";
import { type OutputReview, type ResourceReview, type Review, RISK_LEVELS, type StackReview } from "./model";
import { type RemoteRead, remoteReads } from "./remote-reads";
import { Secrets } from "./secrets";

/** A plan of one stack, and what is known about the stack besides. */
export interface PlannedStack {
  readonly id: string;
  readonly plan: Plan;
  /** Ids of the stacks that it reads from. */
  readonly dependencies?: readonly string[];
  /** Of those, the ones whose outputs were stand-ins when this was planned. */
  readonly waitsFor?: readonly string[];
  /** Construct path by resource address. */
  readonly constructPaths?: Readonly<Record<string, string>>;
}

/** Reviews the plans of all stacks as one. Stacks come in the order in which a deploy goes through them. */
export function reviewPlans(stacks: readonly PlannedStack[]): Review {
  const secrets = new Secrets();
  for (const { plan } of stacks) secrets.addPlan(plan);
  const ordered = deployOrder(stacks);
  const reads = ordered.flatMap((stack) => remoteReads(stack.plan).map((read) => ({ ...read, stack: stack.id })));
  const reviews = ordered.map((stack) => reviewStack(stack, secrets, reads));
  const findings = reviews.flatMap(({ resources }) => resources.flatMap((resource) => resource.findings));
  const worst = RISK_LEVELS.find((level) => findings.some((finding) => finding.level === level));
  const none = count([]);
  return {
    formatVersion: "1.0",
    stacks: reviews,
    counts: total(
      reviews.map(({ counts }) => counts),
      none.counts,
    ),
    summary: total(
      reviews.map(({ summary }) => ({ ...summary })),
      { ...none.summary },
    ),
    monthlyCost: reviews
      .flatMap(({ resources }) => resources)
      .reduce((sum, { monthlyCost: cost = 0 }) => sum + cost, 0),
    ...(worst && { worst }),
  };
}

type StackRead = RemoteRead & { readonly stack: string };

function reviewStack(stack: PlannedStack, secrets: Secrets, reads: readonly StackRead[]): StackReview {
  const { id, plan, dependencies = [], waitsFor = [] } = stack;
  const changes = plan.resource_changes ?? [];
  const tasks = plannedTasks(changes);
  return {
    id,
    ...(plan.terraform_version && { terraformVersion: plan.terraform_version }),
    ...count(changes),
    resources: changes
      .filter((resource) => actionOf(resource) !== "no-op")
      .map((resource) => reviewResource(resource, stack, secrets, tasks)),
    drift: (plan.resource_drift ?? [])
      .filter(({ mode, change }) => mode !== "data" && drifted(change?.before, change?.after))
      .map((resource) => ({ ...reviewResource(resource, stack, secrets, tasks), findings: [] })),
    outputs: outputReviews(id, plan, secrets, reads),
    failedChecks: failedChecks(plan).map((text) => secrets.mask(text)),
    caveats: caveats(plan),
    waitsFor,
    readsFrom: dependencies,
  };
}

function reviewResource(
  resource: ResourceChange,
  stack: PlannedStack,
  secrets: Secrets,
  tasks: number,
): ResourceReview {
  const { address, type = "", change = {}, deposed } = resource;
  const action = actionOf(resource);
  const attributes = attributeChanges(change, secrets);
  const cost = monthlyCost(resource, tasks);
  const [order, reason] = [orderOf(resource), reasonOf(resource)];
  const constructPath = stack.constructPaths?.[address.replace(/\[[^\]]*\]$/, "")];
  const findings = findingsOf({ resource, action, attributes, monthlyCost: cost });
  return {
    address: deposed ? `${address} (deposed ${deposed})` : address,
    type,
    ...(resource.provider_name && { provider: resource.provider_name }),
    ...(constructPath && { constructPath }),
    action,
    ...(order && { order }),
    ...(reason && { reason }),
    ...(resource.previous_address && { previousAddress: resource.previous_address }),
    ...(change.importing?.id && { importId: secrets.mask(change.importing.id) }),
    attributes,
    findings: findings.map((finding) => ({ ...finding, reason: secrets.mask(finding.reason) })),
    ...(cost !== undefined && { monthlyCost: cost }),
  };
}

function outputReviews(id: string, plan: Plan, secrets: Secrets, reads: readonly StackRead[]): OutputReview[] {
  return Object.entries(plan.output_changes ?? {}).flatMap(([name, change]) => {
    const action = change.actions?.[0] ?? "no-op";
    if (action !== "create" && action !== "update" && action !== "delete") return [];
    const sensitive = isSensitive(name, plan, change);
    const unknown =
      change.after_unknown === true || (change.after_unknown !== false && containsTrue(change.after_unknown));
    const text = (value: unknown) =>
      value === null || value === undefined ? undefined : secrets.mask(JSON.stringify(value));
    const [before, after] = sensitive ? [] : [text(change.before), unknown ? undefined : text(change.after)];
    const readers = reads.filter((read) => read.output === name && sameStack(read.source, id));
    return [
      {
        name,
        action,
        ...(before !== undefined && { before }),
        ...(after !== undefined && { after }),
        ...(unknown && { unknown: true as const }),
        ...(sensitive && { sensitive: true as const }),
        readers: readers.map(({ stack, reader }) => `${stack}: ${reader}`),
      },
    ];
  });
}

function isSensitive(name: string, plan: Plan, { before_sensitive: before, after_sensitive: after }: Change): boolean {
  const declared =
    plan.configuration?.root_module?.outputs?.[name]?.sensitive ?? plan.planned_values?.outputs?.[name]?.sensitive;
  return declared === true || containsTrue(before) || containsTrue(after);
}

function containsTrue(value: unknown): boolean {
  if (value === true) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(containsTrue);
}

/** A data source is named after the stack it reads, in Terraform's letters. */
function sameStack(source: string, id: string): boolean {
  return source.replaceAll("-", "_") === id.replaceAll("-", "_");
}

function failedChecks({ checks = [] }: Plan): string[] {
  return checks
    .filter(({ status }) => status === "fail" || status === "error")
    .map(({ address, instances = [] }) => {
      const problems = instances.flatMap(({ problems: list = [] }) => list.map(({ message = "" }) => message));
      return `${address?.to_display ?? "check"}: ${problems.join("; ") || "failed"}`;
    });
}

function caveats({ errored, complete, deferred_changes: deferred = [] }: Plan): string[] {
  return [
    ...(errored ? ["the plan ended with an error: it shows only a part and cannot be applied"] : []),
    ...(complete === false ? ["the plan is incomplete: another one is needed after it was applied"] : []),
    ...deferred.map(
      ({ reason = "unknown", resource_change: { address } }) => `${address}: deferred (${reason.replaceAll("_", " ")})`,
    ),
  ];
}

/** Those that are read before those that read them; else the order they came in. */
function deployOrder(stacks: readonly PlannedStack[]): PlannedStack[] {
  const ordered: PlannedStack[] = [];
  const visit = (stack: PlannedStack, path: readonly string[]) => {
    if (ordered.includes(stack) || path.includes(stack.id)) return;
    for (const id of stack.dependencies ?? []) {
      const upstream = stacks.find((other) => other.id === id);
      if (upstream) visit(upstream, [...path, stack.id]);
    }
    ordered.push(stack);
  };
  for (const stack of stacks) visit(stack, []);
  return ordered;
}
