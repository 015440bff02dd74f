import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  beyondAnnounced,
  evaluateGates,
  fileDigest,
  type Plan,
  parsePlan,
  type Receipt,
  type Review,
  type ReviewedStack,
} from "@app/plan-review";
import { RunnerError, UsageError } from "../runner-error";
import type { Stack } from "../stacks/stack";
import { PLAN_FILE } from "../terraform/stack-terraform";
import type { Session } from "./session";

export const CONFIGURATION_FILE = "cdk.tf.json";

/** A review that a deploy keeps to: what it announced is applied, and nothing else. */
export class Reviewed {
  private constructor(
    private readonly receipt: Receipt,
    private readonly review: Review,
  ) {}

  /** Reads `reviewed.json`, or the folder it lies in. @throws UsageError when there is no review. */
  static read(path: string): Reviewed {
    const file = path.endsWith(".json") ? path : join(path, "reviewed.json");
    const review = join(file, "../review.json");
    if (!existsSync(file) || !existsSync(review)) {
      throw new UsageError(`${file}: there is no review; make one with \`cdktf plan\``);
    }
    try {
      return new Reviewed(JSON.parse(readFileSync(file, "utf8")), JSON.parse(readFileSync(review, "utf8")));
    } catch (error) {
      throw new UsageError(`${file}: is no review (${(error as Error).message}); make one with \`cdktf plan\``);
    }
  }

  /** The stacks that were reviewed. */
  among(stacks: readonly Stack[]): Stack[] {
    return stacks.filter(({ id }) => this.find(id));
  }

  /**
   * Refuses what changed since the review, and what the environment's gates do not let through.
   * @throws RunnerError with every reason, before anything is applied.
   */
  check({ project, environment, stacks }: Session, approved: boolean): void {
    if (this.receipt.environment !== environment) {
      throw new UsageError(`the review is of "${this.receipt.environment}", not of "${environment}"`);
    }
    const reasons = [
      ...this.receipt.stacks.flatMap((reviewed) => this.differences(reviewed, stacks)),
      ...this.violations(project.gates?.(environment) ?? {}, approved),
    ];
    if (reasons.length === 0) return;
    throw new RunnerError(`nothing was applied:\n${reasons.map((reason) => `  ${reason}`).join("\n")}`);
  }

  /** Whether the saved plan is the last word, or the stack must be planned again after those it reads from. */
  isFinal(stack: Stack): boolean {
    const { planDigest } = this.required(stack.id);
    return planDigest !== undefined && !this.readsWhatChanges(stack);
  }

  /** Whether the review announced any change of this stack. */
  announcesChanges({ id }: Stack): boolean {
    const reviewed = this.review.stacks.find((stack) => stack.id === id);
    return reviewed !== undefined && reviewed.resources.length + reviewed.outputs.length > 0;
  }

  /** @throws RunnerError when a later plan goes beyond the review. */
  holdTo({ id }: Stack, planJson: string): void {
    const actions = announcedActions(parsePlan(planJson, id).resource_changes ?? []);
    const differences = beyondAnnounced(this.required(id), actions);
    if (differences.length === 0) return;
    throw new RunnerError(
      `the plan is another one now that the stacks before it are applied; review it again:\n${differences.map((line) => `  ${line}`).join("\n")}`,
    );
  }

  private find(id: string): ReviewedStack | undefined {
    return this.receipt.stacks.find((stack) => stack.id === id);
  }

  private required(id: string): ReviewedStack {
    const found = this.find(id);
    if (!found) throw new RunnerError(`${id} was not reviewed`);
    return found;
  }

  private readsWhatChanges({ dependencies }: Stack): boolean {
    return this.review.stacks.some(({ id, outputs }) => dependencies.includes(id) && outputs.length > 0);
  }

  private differences(reviewed: ReviewedStack, stacks: readonly Stack[]): string[] {
    const { id, planDigest, configurationDigest } = reviewed;
    const stack = stacks.find((candidate) => candidate.id === id);
    if (!stack) return [`${id}: was reviewed and is no longer a stack of this environment`];
    if (fileDigest(stack.folder, CONFIGURATION_FILE) !== configurationDigest) {
      return [`${id}: its configuration has changed since the review; plan again`];
    }
    if (planDigest !== undefined && fileDigest(stack.folder, PLAN_FILE) !== planDigest) {
      return [`${id}: the saved plan is not the one that was reviewed; plan again`];
    }
    return [];
  }

  private violations(policy: Parameters<typeof evaluateGates>[1], approved: boolean): string[] {
    const { forbidden, needsApproval } = evaluateGates(this.review, policy, { plannedAt: this.receipt.plannedAt });
    return [
      ...forbidden.map(({ rule, resource, message }) => `forbidden by ${rule}: ${resource}: ${message}`),
      ...(approved ? [] : needsApproval).map(
        ({ rule, resource, message }) => `needs --approved (${rule}): ${resource}: ${message}`,
      ),
    ];
  }
}

/** What a plan does with every managed resource that it touches. */
export function announcedActions(changes: NonNullable<Plan["resource_changes"]>): Record<string, string> {
  const touched = changes
    .filter(({ mode }) => mode !== "data")
    .map(({ address, change }) => [address, (change?.actions ?? []).join(" and ")] as const)
    .filter(([, actions]) => actions !== "no-op" && actions !== "");
  return Object.fromEntries(touched);
}
