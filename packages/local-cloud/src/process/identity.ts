import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** A process that can be told from a later one that got the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** When it started, in the words of the operating system. */
  readonly startedAt: string;
}

/** @throws Error when no process has this number. */
export function identify(pid: number): ProcessIdentity {
  const startedAt = startOf(pid);
  if (startedAt === undefined) throw new Error(`process ${pid} has ended`);
  return { pid, startedAt };
}

export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return startOf(pid) === startedAt;
}

/** Field 22 of /proc/PID/stat counts clock ticks since boot; elsewhere `ps` tells the time to the second. */
function startOf(pid: number): string | undefined {
  if (existsSync("/proc/self/stat")) return startInProc(pid);
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", `${pid}`], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

const ZOMBIE = "Z";

function startInProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The program's name, in parentheses, may hold anything; the fields after it start with the third.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === ZOMBIE ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
