import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system. */
  readonly startedAt: string;
}

interface ProcessStatus {
  readonly startedAt: string;
  /** It has ended, and its parent has not looked yet. */
  readonly zombie: boolean;
}

/** @throws Error when no process has this number. */
export function identify(pid: number): ProcessIdentity {
  const status = statusOf(pid);
  if (status === undefined) throw new Error(`process ${pid} has ended`);
  return { pid, startedAt: status.startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  const status = statusOf(pid);
  return status !== undefined && !status.zombie && status.startedAt === startedAt;
}

/** `/proc` counts clock ticks since boot; elsewhere `ps` tells the time to the second. */
function statusOf(pid: number): ProcessStatus | undefined {
  try {
    return existsSync("/proc/self/stat") ? statusInProc(pid) : statusOfPs(pid);
  } catch {
    return undefined; // no such process
  }
}

function statusInProc(pid: number): ProcessStatus | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The program's name, in parentheses, may hold anything; the fields after it start with the third, the state.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, startedAt] = [fields[0], fields[19]];
  return startedAt === undefined ? undefined : { startedAt, zombie: state === "Z" };
}

function statusOfPs(pid: number): ProcessStatus | undefined {
  const line = execFileSync("ps", ["-o", "state=", "-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).trim();
  const [, state = "", startedAt] = /^(\S+)\s+(.+)$/.exec(line) ?? [];
  return startedAt === undefined ? undefined : { startedAt, zombie: state.startsWith("Z") };
}
