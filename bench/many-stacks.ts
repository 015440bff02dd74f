import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processTree } from "./process-tree";

/**
 * What the runner takes for many stacks: three `terraform_data` each, every tenth reads from the one before it, so that
 * Terraform itself has little to do. Before the runner bounded how many Terraforms work at a time, what reads all states
 * started one for each stack at once; with as many slots as stacks it still does.
 */
const STACKS = Number(process.argv[2] ?? 100);
const BOUNDED = 0;
const SAMPLE_MS = 25;

const SYNTHESIS = `
const { mkdirSync, writeFileSync } = require("node:fs");
const { CDKTF_OUTDIR: output, INPUT: input } = process.env;
const stacks = {};
for (let index = 0; index < ${STACKS}; index++) {
  const id = "app-" + String(index).padStart(3, "0");
  const backend = (stack) => ({ path: __dirname + "/states/" + stack + ".tfstate" });
  const before = index % 10 === 9 ? "app-" + String(index - 1).padStart(3, "0") : undefined;
  const json = {
    terraform: { backend: { local: backend(id) } },
    resource: { terraform_data: Object.fromEntries(["one", "two", "three"].map((name) => [name, { input }])) },
    output: { value: { value: "\${terraform_data.one.output}" } },
    ...(before && {
      data: { terraform_remote_state: { before: { backend: "local", config: backend(before) } } },
      locals: { read: "\${data.terraform_remote_state.before.outputs.value}" },
    }),
  };
  if (before) json.resource.terraform_data.reads = { input: "\${local.read}" };
  const folder = "stacks/" + id;
  mkdirSync(output + "/" + folder, { recursive: true });
  writeFileSync(output + "/" + folder + "/cdk.tf.json", JSON.stringify(json));
  stacks[id] = { name: id, dependencies: before ? [before] : [], workingDirectory: folder };
}
writeFileSync(output + "/manifest.json", JSON.stringify({ version: "0.21.0", stacks }));
`;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "many-stacks-"));
  mkdirSync(join(folder, "app"));
  writeFileSync(join(folder, "app/synth.cjs"), SYNTHESIS);
  // A configuration of its own: no registry is asked.
  writeFileSync(join(folder, "terraform.rc"), "");
  console.log(
    `| ${STACKS} stacks | time | CPU | memory at most | Terraforms at most |\n| --- | --- | --- | --- | --- |`,
  );
  const measure = (what: string, command: string, input: string, slots = BOUNDED) =>
    measured(folder, slots === BOUNDED ? what : `${what}, unbounded`, [command, `${slots}`], input);
  try {
    await measure("first `plan`", "plan", "a");
    await measure("`deploy`", "deploy", "a");
    await measure("`deploy` without changes", "deploy", "a");
    // The first one makes folders that later ones find.
    await measure("first `output`", "output", "a");
    for (const slots of [BOUNDED, STACKS]) await measure("`output`", "output", "a", slots);
    for (const [input, slots] of [
      ["b", BOUNDED],
      ["c", STACKS],
    ] as const) {
      await run(folder, ["plan", `${BOUNDED}`], input);
      await measure("`deploy --reviewed`", "reviewed", input, slots);
    }
    await measure("`destroy`", "destroy", "c");
    await run(folder, ["deploy", `${BOUNDED}`], "c");
    await measure("`destroy`", "destroy", "c", STACKS);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(folder: string, what: string, args: readonly string[], input: string): Promise<void> {
  const { seconds, cpu, mebibytes, terraforms } = await run(folder, args, input);
  console.log(`| ${what} | ${seconds.toFixed(0)} s | ${cpu.toFixed(0)} s | ${mebibytes} MB | ${terraforms} |`);
}

interface Measured {
  readonly seconds: number;
  /** Of the command and all that it waited for. */
  readonly cpu: number;
  /** Resident, of all its processes together; what they share counts for each. */
  readonly mebibytes: number;
  readonly terraforms: number;
}

async function run(folder: string, args: readonly string[], input: string): Promise<Measured> {
  const started = performance.now();
  const cpuFile = join(folder, "cpu");
  const child = spawn(process.execPath, ["--import", "tsx", join(__dirname, "many-stacks-command.ts"), ...args], {
    env: {
      ...process.env,
      INPUT: input,
      FOLDER: folder,
      CPU: cpuFile,
      TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data: Buffer) => {
      said += data;
    });
  }
  let [mebibytes, terraforms] = [0, 0];
  const watch = setInterval(() => {
    const tree = processTree(child.pid ?? 0);
    mebibytes = Math.max(mebibytes, Math.round(tree.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20));
    terraforms = Math.max(terraforms, tree.filter(({ name }) => name === "terraform").length);
  }, SAMPLE_MS);
  const status = await new Promise((resolve) => child.once("close", resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}\n${said}`);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, cpu: Number(readFileSync(cpuFile, "utf8")), mebibytes, terraforms };
}

void main();
