import { copyFileSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { beyondAnnounced, type Review, type StackReview } from "@app/plan-review";
import type { Session } from "../commands/session";
import { RunnerError, UsageError } from "../runner-error";
import type { Stack } from "../stacks/stack";
import { gatesOf, refuse, violations } from "./gates";
import { recompute } from "./recompute";
import {
  configurationDigest,
  fileDigest,
  type Receipt,
  type ReviewedStack,
  ReviewFolder,
  stateVersion,
} from "./review-folder";

/** A review that a deploy keeps to: what it announced is applied, and nothing else. */
export class Reviewed {
  private readonly receipt: Receipt;
  private readonly review: Review;

  private constructor(private readonly folder: ReviewFolder) {
    ({ receipt: this.receipt, review: this.review } = folder.read());
  }

  /** Reads a review's folder, or a file in it. @throws UsageError when there is no whole review. */
  static read(path: string): Reviewed {
    return new Reviewed(ReviewFolder.open(/\.json$/.test(basename(path)) ? dirname(path) : path));
  }

  /** The stacks that were reviewed. */
  among(stacks: readonly Stack[]): Stack[] {
    return stacks.filter(({ id }) => this.find(id));
  }

  /**
   * Refuses what changed since the review, plans that do something else than it says, and what the environment's gates do
   * not let through: neither the receipt nor the review is believed where the plans themselves can be asked.
   * @throws RunnerError with every reason, before anything is applied.
   */
  async check(session: Session, selected: readonly Stack[], approved: boolean): Promise<void> {
    const { environment, plannedAt, stacks } = this.receipt;
    if (environment !== session.environment) {
      throw new UsageError(`the review is of "${environment}", not of "${session.environment}"`);
    }
    const differences = await Promise.all(stacks.map((reviewed) => this.differences(reviewed, session)));
    const changed = [...differences.flat(), ...(await this.movedReads(session)), ...this.left(selected)];
    const ofReview = violations(gatesOf(session, this.review, plannedAt), approved);
    // Plans that are not even the ones that were reviewed are not looked at.
    const ofPlans = changed.length === 0 ? await this.askPlans(session, approved) : [];
    refuse([...new Set([...changed, ...ofReview, ...ofPlans])]);
  }

  /** What the plans that are going to be applied say against it. */
  private async askPlans(session: Session, approved: boolean): Promise<string[]> {
    const applied = session.stacks.filter((stack) => this.isFinal(stack) && this.announcesChanges(stack));
    const review = await recompute(session, applied, (stack, planFile) => this.restorePlan(stack, planFile));
    const otherwise = review.stacks.flatMap((planned) =>
      beyondAnnounced(this.announced(planned), planned).map(
        (line) => `${planned.id}: the saved plan is not what the review says: ${line}`,
      ),
    );
    return [...otherwise, ...violations(gatesOf(session, review, this.receipt.plannedAt), approved)];
  }

  /** Whether the reviewed plan is the last word, or the stack must be planned again after those it reads from. */
  isFinal({ id }: Stack): boolean {
    return this.find(id)?.planDigest !== undefined;
  }

  /** Whether the review announced any change of this stack. */
  announcesChanges(stack: Stack): boolean {
    const { resources, outputs } = this.announced(stack);
    return resources.length + outputs.length > 0;
  }

  /** Puts the reviewed plan where Terraform applies it. @throws RunnerError when it was swapped meanwhile. */
  restorePlan({ id }: Stack, planFile: string): void {
    copyFileSync(this.folder.planFile(id), planFile);
    if (fileDigest(planFile) === this.find(id)?.planDigest) return;
    rmSync(planFile, { force: true });
    throw new RunnerError(`${id}: the saved plan is not the one that was reviewed; plan again`);
  }

  /** @throws RunnerError when a later plan does something else than the review announced. */
  holdTo(stack: Stack, planned: StackReview): void {
    const differences = beyondAnnounced(this.announced(stack), planned);
    if (differences.length === 0) return;
    throw new RunnerError(
      `now that the stacks before it are applied, the plan is another one than was reviewed; plan and review it again:\n${differences.map((line) => `  ${line}`).join("\n")}`,
    );
  }

  /** What was read from stacks that are no part of the review, and is not what they publish now. */
  private async movedReads(session: Session): Promise<string[]> {
    const versions = new Map(this.receipt.stacks.flatMap(({ reads = {} }) => Object.entries(reads)));
    const checked = [...versions].map(async ([id, version]) => {
      const stack = session.stacks.find((candidate) => candidate.id === id);
      if (!stack) return [`${id}: was read and is no stack of this environment any more; plan again`];
      const terraform = session.terraform(stack);
      await terraform.init();
      const state = await terraform.state();
      return state && stateVersion(state) === version
        ? []
        : [`${id}: its state has moved on since the review, whose plans read it; plan again`];
    });
    return (await Promise.all(checked)).flat();
  }

  /** A part of a review must not be applied before what it waits for. */
  private left(selected: readonly Stack[]): string[] {
    return selected.flatMap(({ id }) => {
      const { waitsFor = [] } = this.review.stacks.find((stack) => stack.id === id) ?? {};
      const left = waitsFor.filter((other) => this.find(other) && !selected.some((stack) => stack.id === other));
      return left.map((other) => `${id}: waits for ${other}, whose reviewed plan is not applied; deploy both`);
    });
  }

  private find(id: string): ReviewedStack | undefined {
    return this.receipt.stacks.find((stack) => stack.id === id);
  }

  private announced({ id }: Pick<Stack, "id">): StackReview {
    const found = this.review.stacks.find((stack) => stack.id === id);
    if (!found) throw new RunnerError(`${id}: the review does not speak of it; plan again`);
    return found;
  }

  private async differences(reviewed: ReviewedStack, session: Session): Promise<string[]> {
    const { id, planDigest } = reviewed;
    const stack = session.stacks.find((candidate) => candidate.id === id);
    if (!stack) return [`${id}: was reviewed and is no stack of this environment any more; plan again`];
    const found: string[] = [];
    if (configurationDigest(stack) !== reviewed.configurationDigest) {
      found.push(`${id}: its configuration has changed since the review; plan again`);
    }
    if (planDigest !== undefined && this.folder.planDigest(id) !== planDigest) {
      found.push(`${id}: the saved plan is not the one that was reviewed; plan again`);
    }
    const terraform = session.terraform(stack);
    await terraform.init();
    const state = await terraform.state();
    if ((state && stateVersion(state)) !== reviewed.stateVersion) {
      found.push(`${id}: its state has moved on since the review; plan again`);
    }
    return found;
  }
}
