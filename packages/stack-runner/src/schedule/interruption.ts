import type { ChildProcess } from "node:child_process";
import { outliveOutput } from "@app/user-error";
import { Interrupted } from "../runner-error";

/** What Ctrl-C, a supervisor and a terminal that closes send. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const PARENT_MS = 500;
const ignore = () => undefined;

/** Whether a child ended as by Ctrl-C, which reaches this process as well: before the child's end, or after it. */
export function endsAll(signal: NodeJS.Signals | null): boolean {
  return SIGNALS.some((one) => one === signal);
}

/**
 * Ends a command in good order on Ctrl-C, SIGTERM or SIGHUP: nothing new starts, and every Terraform that runs is asked once to
 * finish, so that it saves its state and releases its lock.
 */
export class Interruption {
  private readonly controller = new AbortController();
  private readonly children = new Set<ChildProcess>();
  private readonly asked = new WeakSet<ChildProcess>();
  private parentWatch: NodeJS.Timeout | undefined;
  private readonly listener = () => this.interrupt();

  constructor(private readonly say: (line: string) => void) {
    for (const signal of SIGNALS) process.on(signal, this.listener);
    outliveOutput();
    this.watchParent();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get happened(): boolean {
    return this.signal.aborted;
  }

  add(child: ChildProcess): void {
    this.children.add(child);
    child.once("close", () => this.children.delete(child));
    if (this.happened) this.finish(child);
  }

  /** Asks one Terraform to finish. Once: a second signal makes it give up without saving. */
  finish(child: ChildProcess): void {
    if (this.asked.has(child)) return;
    this.asked.add(child);
    child.kill("SIGINT");
  }

  /** Whether a command failed because of a signal. When that one arrives late, nobody dies of it on the way out. */
  isWhy(error: unknown): boolean {
    if (!this.happened && !(error instanceof Interrupted)) return false;
    for (const signal of SIGNALS) process.off(signal, ignore).on(signal, ignore);
    return true;
  }

  /** Gives the signals back to Node. */
  dispose(): void {
    for (const signal of SIGNALS) process.off(signal, this.listener);
    clearInterval(this.parentWatch);
  }

  /** A signal to npm alone ends npm and its shell, and nothing below them: whoever has lost them ends as well. */
  private watchParent(): void {
    const parent = process.ppid;
    if (process.env.npm_lifecycle_event === undefined) return;
    this.parentWatch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(this.parentWatch);
      if (!this.happened) this.interrupt();
    }, PARENT_MS);
    this.parentWatch.unref();
  }

  /** What a signal does; a question at the terminal gets Ctrl-C as a key instead. */
  interrupt(): void {
    if (this.happened) {
      this.say(
        `still waiting for ${this.children.size} Terraform to save state and release locks; killing them would lose both`,
      );
      return;
    }
    this.say(
      this.children.size > 0
        ? `interrupted: waiting for ${this.children.size} Terraform to finish what is under way, save state and release locks`
        : "interrupted",
    );
    this.controller.abort();
    for (const child of this.children) this.finish(child);
  }
}
