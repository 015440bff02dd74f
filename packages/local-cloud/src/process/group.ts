import { execFileSync } from "node:child_process";
import { hasProc, processNumbers, processStat } from "@app/processes";

/** Kills the members of the group that a process of this number leads or has just led. */
export function killGroup(leaderPid: number): void {
  try {
    process.kill(-leaderPid, "SIGKILL");
  } catch {
    // nobody left
  }
}

/** Whether a member of the group still runs. Those that have ended count for the kernel until somebody waited for them. */
export function isGroupRunning(leaderPid: number): boolean {
  if (!hasMembers(leaderPid)) return false;
  if (!hasProc()) return isGroupRunningInPs(leaderPid);
  return processNumbers().some((pid) => {
    const stat = processStat(pid);
    return stat?.group === leaderPid && !stat.ended;
  });
}

function hasMembers(leaderPid: number): boolean {
  try {
    return process.kill(-leaderPid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function isGroupRunningInPs(leaderPid: number): boolean {
  const lines = execFileSync("ps", ["-A", "-o", "pgid=", "-o", "state="], { encoding: "utf8" }).split("\n");
  return lines.some((line) => {
    const [group, state = "Z"] = line.trim().split(/\s+/);
    return group === `${leaderPid}` && !state.startsWith("Z");
  });
}
