import type { Reporter } from "../report/reporter";
import { Interrupted, RunnerError } from "../runner-error";
import { type Outcome, schedule } from "../schedule/schedule";
import type { Stack } from "../stacks/stack";
import { TerraformFailure } from "../terraform/diagnostics";
import { DEFAULT_PARALLELISM } from "./parallelism";
import type { Session } from "./session";

export interface RunOptions {
  readonly session: Session;
  readonly stacks: readonly Stack[];
  readonly parallelism?: number;
  /** What happens with one stack; the text goes into the summary. Throws when it fails. */
  readonly run: (stack: Stack) => Promise<string>;
}

/** How it ended for one stack. */
export interface StackResult {
  readonly id: string;
  readonly outcome: Outcome;
  /** What was done, or why not. */
  readonly text: string;
}

/** Runs every stack in its order, reports failures as they come and a summary at the end. */
export async function runStacks({ session, stacks, parallelism, run }: RunOptions): Promise<StackResult[]> {
  const { reporter, interruption } = session;
  const texts = new Map<string, string>();
  const outcomes = await schedule({
    items: stacks,
    parallelism: parallelism ?? DEFAULT_PARALLELISM,
    signal: interruption.signal,
    run: async (stack) => {
      try {
        texts.set(stack.id, await run(stack));
        return true;
      } catch (error) {
        const { message } = error as Error;
        reporter.stack(stack.id, `✗ ${indented(message)}`);
        texts.set(stack.id, failureText(error as Error, interruption.happened));
        return false;
      }
    },
  });
  return stacks.map(({ id }) => {
    const outcome = outcomes.get(id) ?? "not started";
    return { id, outcome, text: texts.get(id) ?? notStarted(interruption.happened) };
  });
}

/** What the summary says: mostly the first line. Terraform's errors about its own interruption say less than what they mean. */
function failureText(error: Error, interrupted: boolean): string {
  if (interrupted && error instanceof TerraformFailure) return "interrupted; its state holds what was done";
  const summary = error instanceof RunnerError ? error.summary : undefined;
  return summary ?? error.message.split("\n")[0] ?? "failed";
}

function indented(text: string): string {
  return text.replaceAll("\n", "\n         ");
}

function notStarted(interrupted: boolean): string {
  return interrupted ? "interrupted before its turn" : "a stack that it waits for failed";
}

const MARKS: Readonly<Record<Outcome, string>> = { succeeded: "✓", failed: "✗", "not started": "·" };

/** The last thing that a command says. */
export function summarize(reporter: Reporter, results: readonly StackResult[]): void {
  reporter.block("");
  for (const { id, outcome, text } of results) {
    const said = outcome === "succeeded" ? text : `${outcome}: ${text}`;
    reporter.stack(id, `${MARKS[outcome]} ${indented(said)}`);
  }
}

/** @throws Interrupted or RunnerError unless every stack succeeded. */
export function requireSuccess({ interruption }: Session, results: readonly StackResult[]): void {
  const count = (wanted: Outcome) => results.filter(({ outcome }) => outcome === wanted).length;
  const [failed, left] = [count("failed"), count("not started")];
  if (interruption.happened) {
    throw new Interrupted(
      `interrupted: ${count("succeeded")} done, ${failed} cut short, ${left} not started; run it again to go on`,
    );
  }
  if (failed + left > 0) throw new RunnerError(`${failed} failed, ${left} not started`);
}
