import { RunnerError, UsageError } from "../runner-error";
import { ask } from "./question";
import type { Session } from "./session";

/** Asks a person before something is applied, one question at a time. */
export class Approval {
  private questions: Promise<unknown> = Promise.resolve();

  private constructor(private forAll: boolean) {}

  /** @throws UsageError when there is nobody to ask. */
  static from(autoApprove: boolean): Approval {
    if (autoApprove || process.stdin.isTTY) return new Approval(autoApprove);
    throw new UsageError("nobody can be asked here (no terminal); add --auto-approve to apply without a question");
  }

  /** Whether a person still decides. */
  get asks(): boolean {
    return !this.forAll;
  }

  /** @throws RunnerError when the answer is no. */
  async ask(subject: string, details: () => Promise<string>, session: Session): Promise<void> {
    if (this.forAll) return;
    const question = this.questions.then(() => this.question(subject, details, session));
    this.questions = question.catch(() => undefined);
    if (await question) return;
    throw new RunnerError(`${session.interruption.happened ? "interrupted" : "declined"}; nothing was applied`);
  }

  private async question(subject: string, details: () => Promise<string>, session: Session): Promise<boolean> {
    if (this.forAll) return true;
    for (;;) {
      const answer = await ask(
        `Apply ${subject} in ${session.environment}? yes / no / all / show: `,
        session.interruption,
      );
      if (answer === "show") session.reporter.block(await details());
      else if (answer === "all") this.forAll = true;
      if (answer === "yes" || answer === "all") return true;
      if (answer === "no" || answer === "" || answer === undefined) return false;
    }
  }
}
