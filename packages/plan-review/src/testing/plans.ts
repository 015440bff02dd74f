import type { Change, Plan, ResourceChange } from "../plan/plan";
import type { ResourceReview, Review, StackReview } from "../review/model";
import { reviewPlans } from "../review/review-plans";

type Values = Readonly<Record<string, unknown>>;

/** What else is said of a change than its values. */
export type Marks = Omit<Change, "actions" | "before" | "after">;

/** A plan as `terraform show -json` writes it, with what a test is about. */
export function planOf(changes: readonly ResourceChange[], rest: Partial<Plan> = {}): Plan {
  return { format_version: "1.2", terraform_version: "1.11.4", resource_changes: changes, complete: true, ...rest };
}

export function created(address: string, after: Values, marks: Marks = {}): ResourceChange {
  return resource(address, { actions: ["create"], before: null, after, ...marks });
}

export function updated(address: string, before: Values, after: Values, marks: Marks = {}): ResourceChange {
  return resource(address, { actions: ["update"], before, after, ...marks });
}

export function deleted(address: string, before: Values, marks: Marks = {}): ResourceChange {
  return resource(address, { actions: ["delete"], before, after: null, ...marks });
}

export function replaced(address: string, before: Values, after: Values, marks: Marks = {}): ResourceChange {
  return resource(address, { actions: ["delete", "create"], before, after, ...marks });
}

export function unchanged(address: string, values: Values): ResourceChange {
  return resource(address, { actions: ["no-op"], before: values, after: values });
}

/** A resource in the root module or a module, managed or, as `data.TYPE.NAME`, looked up. */
export function resource(address: string, change: Change, rest: Partial<ResourceChange> = {}): ResourceChange {
  const [type = ""] = address.replace(/^(module\.\w+\.)*(data\.)?/, "").split(".");
  const mode = /(^|\.)data\./.test(address) ? "data" : "managed";
  return { address, mode, type, provider_name: "registry.terraform.io/hashicorp/aws", change, ...rest };
}

/** The review of one stack named `stack`. */
export function reviewOf(changes: readonly ResourceChange[], rest: Partial<Plan> = {}): Review {
  return reviewPlans([{ id: "stack", plan: planOf(changes, rest) }]);
}

export function stackOf(review: Review, id = "stack"): StackReview {
  const stack = review.stacks.find((one) => one.id === id);
  if (!stack) throw new Error(`no stack "${id}" in the review`);
  return stack;
}

/** The review of one resource on its own. */
export function reviewOfOne(change: ResourceChange, rest: Partial<Plan> = {}): ResourceReview {
  const [first] = stackOf(reviewOf([change], rest)).resources;
  if (!first) throw new Error(`${change.address} does not change`);
  return first;
}

/** `rule: reason` of everything that is found. */
export function findingsIn({ findings }: Pick<ResourceReview, "findings">): string[] {
  return findings.map(({ rule, reason }) => `${rule}: ${reason}`);
}
