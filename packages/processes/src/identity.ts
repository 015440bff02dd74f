import { execFileSync } from "node:child_process";
import { hasProc, processStat } from "./proc-stat";

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system. */
  readonly startedAt: string;
}

interface ProcessStatus {
  readonly startedAt: string;
  /** No thread of it is left; its parent may not have looked yet. */
  readonly ended: boolean;
}

/** @throws Error when no process has this number. */
export function identify(pid: number): ProcessIdentity {
  const status = statusOf(pid);
  if (status === undefined) throw new Error(`process ${pid} has ended`);
  return { pid, startedAt: status.startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  const status = statusOf(pid);
  return status !== undefined && !status.ended && status.startedAt === startedAt;
}

/** `/proc` counts clock ticks since boot; elsewhere `ps` tells the time to the second. */
function statusOf(pid: number): ProcessStatus | undefined {
  return hasProc() ? processStat(pid) : statusOfPs(pid);
}

function statusOfPs(pid: number): ProcessStatus | undefined {
  let line: string;
  try {
    line = execFileSync("ps", ["-o", "state=", "-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).trim();
  } catch {
    return undefined; // no such process
  }
  const [, state = "", startedAt] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
  return startedAt === undefined ? undefined : { startedAt, ended: state.startsWith("Z") };
}
