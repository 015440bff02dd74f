import { readdirSync, readFileSync } from "node:fs";

const PAGE = 4096;

interface RunningProcess {
  readonly name: string;
  /** Resident memory. */
  readonly bytes: number;
}

/** A process and all below it, as Linux knows them now: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
export function processTree(root: number): RunningProcess[] {
  const all = new Map<number, RunningProcess & { readonly parent: number }>();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const text = readFileSync(`/proc/${pid}/stat`, "utf8");
      const end = text.lastIndexOf(")");
      const fields = text.slice(end + 2).split(" ");
      const [parent, pages] = [Number(fields[1]), Number(fields[21])];
      all.set(Number(pid), { name: text.slice(text.indexOf("(") + 1, end), bytes: pages * PAGE, parent });
    } catch {
      // It ended meanwhile.
    }
  }
  const belongs = (pid: number): boolean => {
    const parent = all.get(pid)?.parent;
    return pid === root || (parent !== undefined && parent !== 0 && belongs(parent));
  };
  return [...all].filter(([pid]) => belongs(pid)).map(([, process]) => process);
}
