import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system; empty where nothing tells. */
  readonly startedAt: string;
}

export function identify(pid: number): ProcessIdentity {
  return { pid, startedAt: startedAt(pid) ?? "" };
}

export function isRunning({ pid, startedAt: known }: ProcessIdentity): boolean {
  const now = startedAt(pid);
  if (now !== undefined) return now === known;
  // Neither /proc nor ps says anything: only its number tells.
  return known === "" && answers(pid);
}

/** Undefined for a process that has ended, and where nothing tells. */
function startedAt(pid: number): string | undefined {
  return existsSync("/proc/self/stat") ? ofProc(pid) : ofPs(pid);
}

function ofProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name, in parentheses, may hold anything; the fields after it start with the third, the state.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function ofPs(pid: number): string | undefined {
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
