import { existsSync, readdirSync, readFileSync } from "node:fs";

/** What Linux says about a process or a thread in `/proc/…/stat`. */
export interface ProcStat {
  /** It has ended; its parent may not have looked yet. */
  readonly ended: boolean;
  /** Number of the process that led its group at first. */
  readonly group: number;
  /** Clock ticks between the machine's start and its own. */
  readonly startedAt: string;
}

export function hasProc(): boolean {
  return existsSync("/proc/self/stat");
}

/** A process has ended when its last thread has: until then its files and ports are held, whatever its first thread does. */
export function processStat(pid: number): ProcStat | undefined {
  const stat = readStat(`/proc/${pid}/stat`);
  return stat?.ended && hasLiveThread(pid) ? { ...stat, ended: false } : stat;
}

/** Numbers of all processes. */
export function processNumbers(): number[] {
  return list("/proc").filter(isNumber).map(Number);
}

/** Folders that show the files of a process: one for each thread, for those of the first are gone when it has ended. */
export function fileFolders(pid: number): string[] {
  const own = `/proc/${pid}/fd`;
  if (list(own).length > 0) return [own];
  return threads(pid).map((thread) => `/proc/${pid}/task/${thread}/fd`);
}

/** Names in a folder; none where it cannot be read: another user's process, or one that has ended. */
export function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function hasLiveThread(pid: number): boolean {
  return threads(pid).some((thread) => readStat(`/proc/${pid}/task/${thread}/stat`)?.ended === false);
}

function threads(pid: number): string[] {
  return list(`/proc/${pid}/task`).filter(isNumber);
}

/** Undefined for one that is gone. */
function readStat(file: string): ProcStat | undefined {
  let stat: string;
  try {
    stat = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  // The program's name, in parentheses, may hold anything; the fields after it start with the third, the state.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, group, startedAt] = [fields[0], fields[2], fields[19]];
  return startedAt === undefined
    ? undefined
    : { ended: state === "Z" || state === "X", group: Number(group), startedAt };
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
