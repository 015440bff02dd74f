import { RunnerError, UsageError } from "../runner-error";
import { ask } from "./question";
import type { Session } from "./session";

/** Asks a person before something is applied, one question at a time. */
export class Approval {
  private questions: Promise<unknown> = Promise.resolve();

  private constructor(
    private forAll: boolean,
    private readonly hasPerson: boolean,
  ) {}

  /** @throws UsageError when there is nobody to ask. */
  static from(autoApprove: boolean): Approval {
    if (autoApprove || process.stdin.isTTY) return new Approval(autoApprove, !autoApprove);
    throw new UsageError("nobody can be asked here (no terminal); add --auto-approve to apply without a question");
  }

  /** Whether there is a person who can approve. */
  get canAsk(): boolean {
    return this.hasPerson;
  }

  /** @throws RunnerError when the answer is no. */
  async ask(
    subject: string,
    details: () => Promise<string>,
    session: Session,
    { always = false }: { /** Also of somebody who answered `all` before. */ readonly always?: boolean } = {},
  ): Promise<void> {
    if (!this.hasPerson) return;
    const question = this.questions.then(() => this.question(subject, details, session, always));
    this.questions = question.catch(() => undefined);
    if (await question) return;
    throw new RunnerError(`${session.interruption.happened ? "interrupted" : "declined"}; nothing was applied`);
  }

  private async question(
    subject: string,
    details: () => Promise<string>,
    session: Session,
    always: boolean,
  ): Promise<boolean> {
    if (this.forAll && !always) return true;
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
