import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  evaluateGates,
  fileDigest,
  type GateResult,
  hasChanges,
  htmlReview,
  markdownReview,
  type PlannedStack,
  parsePlan,
  type Receipt,
  type Review,
  reviewPlans,
  sarifReview,
} from "@app/plan-review";
import { selectStacks } from "../stacks/select";
import { constructPaths, type Stack } from "../stacks/stack";
import { PLAN_FILE } from "../terraform/stack-terraform";
import { changeText } from "../terraform/ui-events";
import { upstreamLookup } from "./missing-upstream";
import { announcedActions, CONFIGURATION_FILE } from "./reviewed";
import { inSession, type Session, type SessionOptions } from "./session";
import { requireSuccess, runStacks } from "./stack-runs";
import { withStandIns } from "./stand-ins";

export interface PlanOptions extends SessionOptions {
  readonly patterns: readonly string[];
  /** Only what differs between the last apply and reality. */
  readonly refreshOnly?: boolean;
  readonly parallelism?: number;
}

export interface PlanOutcome {
  readonly review: Review;
  readonly gates: GateResult;
  /** Folder of the review in every format, and of `reviewed.json` for `deploy --reviewed`. */
  readonly folder: string;
  readonly hasChanges: boolean;
}

/**
 * Plans every stack side by side, saves the plans, and makes one review of them. A stack that reads from one that is
 * not deployed yet is planned with stand-ins for its outputs; that plan is shown, and never applied.
 */
export async function plan(options: PlanOptions): Promise<PlanOutcome> {
  return inSession(options, async (session) => {
    const selected = selectStacks(session.stacks, session.project.group, options.patterns);
    const missingUpstream = upstreamLookup(session);
    const planned = new Map<string, PlannedStack>();
    const plannedAt = Date.now();
    const results = await runStacks({
      session,
      // A plan reads states and changes none: nothing waits for anything.
      stacks: selected.map((stack) => ({ ...stack, dependencies: [] })),
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: async (stack) => {
        const missing = await missingUpstream(stack);
        planned.set(stack.id, await planStack(session, stack, missing, options.refreshOnly ?? false));
        return "planned";
      },
    });
    requireSuccess(session, results);
    const stacks = selected.flatMap(({ id }) => planned.get(id) ?? []);
    const review = reviewPlans(stacks);
    const gates = evaluateGates(review, session.project.gates?.(session.environment) ?? {}, { plannedAt });
    const receipt = receiptOf(session, selected, stacks, plannedAt);
    return { review, gates, folder: write(session, review, receipt), hasChanges: hasChanges(review) };
  });
}

async function planStack(
  session: Session,
  stack: Stack,
  missing: readonly Stack[],
  refreshOnly: boolean,
): Promise<PlannedStack> {
  const { reporter } = session;
  const terraform = session.terraform(stack);
  reporter.stack(stack.id, "planning …");
  await terraform.init();
  return withStandIns(stack, missing, async () => {
    const { changes, hasChanges: changed } = await terraform.plan({ refreshOnly });
    const waitsFor = missing.map(({ id }) => id);
    const waiting = waitsFor.length > 0 ? `, with stand-ins for ${waitsFor.join(", ")}` : "";
    reporter.stack(stack.id, (changed ? changeText(changes) || "outputs to change" : "no changes") + waiting);
    const json = parsePlan(await terraform.showJson(), stack.id);
    if (waitsFor.length > 0) terraform.forgetPlan();
    const dependencies = session.stacks.find(({ id }) => id === stack.id)?.dependencies ?? [];
    return { id: stack.id, plan: json, dependencies, waitsFor, constructPaths: constructPaths(stack) };
  });
}

function receiptOf(
  { environment }: Session,
  selected: readonly Stack[],
  planned: readonly PlannedStack[],
  plannedAt: number,
): Receipt {
  const stacks = planned.map(({ id, plan: { resource_changes: changes = [] } }) => {
    const folder = selected.find((stack) => stack.id === id)?.folder ?? "";
    const planDigest = fileDigest(folder, PLAN_FILE);
    return {
      id,
      ...(planDigest && { planDigest }),
      configurationDigest: fileDigest(folder, CONFIGURATION_FILE) ?? "",
      announced: announcedActions(changes),
    };
  });
  return { formatVersion: "1.0", environment, plannedAt, stacks };
}

function write({ output }: Session, review: Review, receipt: Receipt): string {
  const folder = join(output, "review");
  mkdirSync(folder, { recursive: true });
  const files = {
    "review.html": htmlReview(review),
    "review.md": markdownReview(review),
    "review.sarif": sarifReview(review),
    "review.json": `${JSON.stringify(review, undefined, 2)}\n`,
    "reviewed.json": `${JSON.stringify(receipt, undefined, 2)}\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}
