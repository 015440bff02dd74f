import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deploy, destroy, output, type Project, plan, Reporter, Reviewed } from "../packages/stack-runner/src";

/** One command of the runner on the stacks of `many-stacks.ts`, in a process of its own; the second argument bounds it. */
const { FOLDER: root = "", CPU: cpuFile = "" } = process.env;
const [, , command = "", slots = "0"] = process.argv;
/** Of Linux; `getconf CLK_TCK`. */
const TICKS_PER_SECOND = 100;

const project: Project = {
  root,
  folder: join(root, "app"),
  group: "app",
  environments: () => ["local"],
  defaultEnvironment: "local",
  stateStack: "app-state",
  synthesize: [process.execPath, "synth.cjs"],
};
const options = {
  project,
  environment: "local",
  reporter: new Reporter(),
  patterns: [],
  ...(slots !== "0" && { parallelism: Number(slots) }),
};

const COMMANDS: Readonly<Record<string, () => Promise<unknown>>> = {
  plan: () => plan(options),
  deploy: () => deploy({ ...options, autoApprove: true }),
  reviewed: () =>
    deploy({ ...options, autoApprove: true, reviewed: Reviewed.read(join(root, "app/cdktf.out/local/review")) }),
  output: () => output(options),
  destroy: () => destroy({ ...options, autoApprove: true }),
};

/** Seconds that this process and those that it waited for have worked: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function cpuSeconds(): number {
  const afterName = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  const [user, system, childrensUser, childrensSystem] = afterName.slice(11, 15).map(Number);
  return ((user ?? 0) + (system ?? 0) + (childrensUser ?? 0) + (childrensSystem ?? 0)) / TICKS_PER_SECOND;
}

void COMMANDS[command]?.().then(() => writeFileSync(cpuFile, `${cpuSeconds()}`));
