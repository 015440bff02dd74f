import { rmSync } from "node:fs";
import { type PlannedStack, parsePlan } from "@app/plan-review";
import { statesOf } from "../commands/never-deployed";
import type { Session } from "../commands/session";
import { upstreamOutside } from "../stacks/select";
import { constructPaths, type Stack } from "../stacks/stack";
import type { StackState } from "../terraform/stack-terraform";
import { changeText } from "../terraform/ui-events";
import { type ComingOutputs, readBy, withComingOutputs } from "./coming-outputs";
import { configurationDigest, type ReviewedStack, type ReviewFolder, stateVersion } from "./review-folder";
import { StandIns } from "./stand-ins";

export interface PlanningOptions {
  readonly session: Session;
  readonly selected: readonly Stack[];
  /** Where plans are kept that can be applied as they are. */
  readonly folder: ReviewFolder;
  readonly refreshOnly: boolean;
}

/** Plans stacks one after the other, each with what those before it are going to publish. */
export class Planning {
  private readonly plannedStacks: PlannedStack[] = [];
  private readonly reviewedStacks: ReviewedStack[] = [];
  private readonly standIns = new StandIns();
  private readonly coming: ComingOutputs[] = [];
  /** States that the plans read, and that nobody here plans. */
  private states: ReadonlyMap<string, StackState> = new Map();

  private constructor(private readonly options: PlanningOptions) {}

  /** Looks first for stacks that are read, and neither deployed nor going to be planned. */
  static async begin(options: PlanningOptions): Promise<Planning> {
    const planning = new Planning(options);
    const { session, selected, refreshOnly } = options;
    if (refreshOnly) return planning;
    const outside = upstreamOutside(session.stacks, selected);
    planning.states = await statesOf(session, outside);
    const missing = outside.filter(({ id }) => !planning.states.has(id));
    planning.coming.push(...missing.map((stack) => planning.standIns.ofUndeployed(stack)));
    return planning;
  }

  get planned(): PlannedStack[] {
    return this.inOrder(this.plannedStacks);
  }

  get reviewed(): ReviewedStack[] {
    return this.inOrder(this.reviewedStacks);
  }

  /** Plans one stack, after those it reads from; the text says what it would do. */
  async plan(stack: Stack): Promise<string> {
    const { session, refreshOnly, folder } = this.options;
    const terraform = session.terraform(stack);
    await terraform.init();
    const state = await terraform.state();
    if (refreshOnly && !state) return this.report(stack, "not deployed");
    session.reporter.stack(stack.id, "planning …");
    const digest = configurationDigest(stack);
    const reads = this.readVersions(stack);
    const read = readBy(stack, this.coming);
    const { changes, hasChanges, drifted } = await withComingOutputs(stack, read, () =>
      terraform.plan({ refreshOnly }),
    );
    try {
      this.add(stack, await terraform.showJson(), read, state === undefined);
      this.reviewedStacks.push({
        id: stack.id,
        // A plan with outputs that are still to come must never be applied.
        ...(read.length === 0 && { planDigest: folder.keepPlan(stack, terraform.planFile) }),
        configurationDigest: digest,
        ...(Object.keys(reads).length > 0 && { reads }),
        ...(state && { stateVersion: stateVersion(state) }),
      });
    } finally {
      rmSync(terraform.planFile, { force: true });
    }
    const waiting = read.length > 0 ? `, after ${read.map(({ stack: { id } }) => id).join(", ")}` : "";
    if (refreshOnly) return this.report(stack, drifted > 0 ? `${drifted} drifted` : "no drift");
    return this.report(stack, (hasChanges ? changeText(changes) : "no changes") + waiting);
  }

  /** Versions of the states that a stack reads; looked at before any plan, so that what is published later passes for none of them. */
  private readVersions({ dependencies }: Stack): Record<string, string> {
    return Object.fromEntries(
      dependencies.flatMap((id) => {
        const state = this.states.get(id);
        return state ? [[id, stateVersion(state)]] : [];
      }),
    );
  }

  /** Whichever plan was ready first: two reviews of the same are the same. */
  private inOrder<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
    return this.options.session.stacks.flatMap(({ id }) => items.filter((item) => item.id === id));
  }

  private report({ id }: Stack, text: string): string {
    this.options.session.reporter.stack(id, text);
    return text;
  }

  private add(stack: Stack, json: string, read: readonly ComingOutputs[], isNew: boolean): void {
    const { refreshOnly } = this.options;
    const outputs = refreshOnly ? undefined : this.standIns.afterPlan(stack, parsePlan(json, stack.id));
    if (outputs) this.coming.push({ ...outputs, isNew });
    else if (isNew && !refreshOnly) this.coming.push({ stack, changing: new Set(), values: {}, isNew });
    this.plannedStacks.push({
      id: stack.id,
      plan: parsePlan(this.standIns.label(json), stack.id),
      dependencies: stack.dependencies,
      waitsFor: this.inOrder(read.map((outputs) => outputs.stack)).map(({ id }) => id),
      constructPaths: constructPaths(stack),
    });
  }
}
