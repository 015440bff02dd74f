import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatePolicy } from "@app/plan-review";
import { RunningTerraforms } from "../src/terraform/running";
import { RunnerProcess, type RunnerResult } from "./runner-process";

/** A stack as a test describes it; every resource is a `terraform_data`, which Terraform carries itself. */
export interface FixtureStack {
  /** Ids of stacks whose states it reads. */
  readonly reads?: readonly string[];
  /** Resources by name. */
  readonly resources?: Readonly<Record<string, FixtureResource>>;
  readonly outputs?: Readonly<Record<string, FixtureOutput>>;
  /** Terraform JSON instead of all of the above, for providers that Terraform does not carry. */
  readonly json?: Readonly<Record<string, object>>;
}

export interface FixtureResource {
  /** Shell command that creates it; $EVENTS is a file that tests read with `events()`. */
  readonly create?: string;
  readonly destroy?: string;
  readonly preventDestroy?: boolean;
  readonly input?: unknown;
  readonly dependsOn?: readonly string[];
}

export interface FixtureOutput {
  readonly value: unknown;
  readonly sensitive?: boolean;
}

export type FixtureStacks = Readonly<Record<string, FixtureStack>>;

/** A backend as Terraform's JSON writes it, for the state of one stack in one environment. */
type Backend = (environment: string, stack: string) => Readonly<Record<string, unknown>>;

/** Writes what CDKTF writes, from `stacks.json`; first runs `before.cjs`. */
const SYNTHESIS = `
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
require("./before.cjs");
const { DEPLOY_ENV: environment, CDKTF_OUTDIR: output } = process.env;
const stacks = JSON.parse(readFileSync("stacks.json", "utf8"))[environment];
const manifest = { version: "0.21.0", stacks: {} };
for (const [id, { dependencies, json }] of Object.entries(stacks)) {
  mkdirSync(output + "/stacks/" + id, { recursive: true });
  writeFileSync(output + "/stacks/" + id + "/cdk.tf.json", JSON.stringify(json));
  manifest.stacks[id] = { name: id, dependencies, workingDirectory: "stacks/" + id };
}
writeFileSync(output + "/manifest.json", JSON.stringify(manifest));
`;

const PROJECT = `
exports.default = {
  group: "app",
  environments: () => ["local", "staging"],
  defaultEnvironment: "local",
  stateStack: "app-state",
  gates: () => JSON.parse(require("node:fs").readFileSync(__dirname + "/gates.json", "utf8")),
  synthesize: [process.execPath, "synth.cjs"],
  afterApply: require("./after-apply.cjs"),
  beforeApply: require("./before-apply.cjs"),
  watchApply: require("./watch-apply.cjs"),
  foreseeDestruction: require("./foresee-destruction.cjs"),
  prepareAccount: require("./prepare-account.cjs"),
  remarks: require("./remarks.cjs"),
  lookUp: require("./look-up.cjs"),
  orphans: require("./orphans.cjs"),
};
`;

/** Looks for states beside those of the known stacks, as a project does in its backend. */
const ORPHANS = `
const { existsSync, readdirSync, readFileSync } = require("node:fs");
module.exports = async ({ environment, known }) => {
  const folder = __dirname + "/../states/" + environment;
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /^[^.].*[.]tfstate$/.test(name)) : [];
  return names.flatMap((name) => {
    const stackId = name.replace(".tfstate", "");
    const { resources } = JSON.parse(readFileSync(folder + "/" + name, "utf8"));
    const managed = resources.filter(({ mode }) => mode === "managed").length;
    const reads = resources.filter(({ type }) => type === "terraform_remote_state").map(({ name }) => name);
    return known.includes(stackId) || managed === 0
      ? []
      : [{ stackId, resources: managed, reads, backend: { path: folder + "/" + name } }];
  });
};
`;

/** A CDKTF app in a temporary folder, and the checkout's `cdktf` run in it. */
export class FixtureApp {
  /** The checkout's root; the app lies in `infra` below. */
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "stack-runner-")));
  /** Variables of `cdktf` besides those of this process. */
  readonly variables: NodeJS.ProcessEnv = {};
  private readonly folder = join(this.root, "infra");
  private readonly processes: RunnerProcess[] = [];

  constructor(
    stacks: FixtureStacks = {},
    private readonly backend: Backend = (environment, stack) => ({
      local: { path: this.stateFile(stack, environment) },
    }),
  ) {
    mkdirSync(this.folder);
    writeFileSync(join(this.root, "package.json"), JSON.stringify({ stackRunner: "infra/runner.config.cjs" }));
    writeFileSync(join(this.folder, "runner.config.cjs"), PROJECT);
    writeFileSync(join(this.folder, "synth.cjs"), SYNTHESIS);
    writeFileSync(join(this.folder, "orphans.cjs"), ORPHANS);
    writeFileSync(join(this.root, "terraform.rc"), "");
    this.gates({});
    this.beforeSynthesis("");
    this.afterApply("undefined");
    this.beforeApply("undefined");
    this.watchApply("undefined");
    this.foreseeDestruction("undefined");
    this.prepareAccount("undefined");
    this.remarks("undefined");
    this.lookUp("undefined");
    this.describe(stacks);
  }

  /** Replaces the stacks of every environment. */
  describe(stacks: FixtureStacks): void {
    const perEnvironment = (environment: string) =>
      Object.fromEntries(
        Object.entries(stacks).map(([id, stack]) => [
          id,
          { dependencies: stack.reads ?? [], json: this.terraformJson(environment, id, stack) },
        ]),
      );
    const all = { local: perEnvironment("local"), staging: perEnvironment("staging") };
    writeFileSync(join(this.folder, "stacks.json"), JSON.stringify(all));
  }

  /** What reviewed plans of every environment must not do. */
  gates(policy: GatePolicy): void {
    writeFileSync(join(this.folder, "gates.json"), JSON.stringify(policy));
  }

  /** JavaScript that runs before every synthesis, in its process. */
  beforeSynthesis(script: string): void {
    writeFileSync(join(this.folder, "before.cjs"), script);
  }

  /** JavaScript of a function that gets every stack of a deploy once it is in place. */
  afterApply(script: string): void {
    writeFileSync(join(this.folder, "after-apply.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that gets every stack of a deploy whose plan is about to be applied. */
  beforeApply(script: string): void {
    writeFileSync(join(this.folder, "before-apply.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that looks on while a stack is applied. */
  watchApply(script: string): void {
    writeFileSync(join(this.folder, "watch-apply.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that looks ahead before a destruction. */
  foreseeDestruction(script: string): void {
    writeFileSync(join(this.folder, "foresee-destruction.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that runs before the state bucket is created. */
  prepareAccount(script: string): void {
    writeFileSync(join(this.folder, "prepare-account.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that knows something of the account. */
  remarks(script: string): void {
    writeFileSync(join(this.folder, "remarks.cjs"), `module.exports = ${script};`);
  }

  /** JavaScript of a function that looks up what plans depend on. */
  lookUp(script: string): void {
    writeFileSync(join(this.folder, "look-up.cjs"), `module.exports = ${script};`);
  }

  /** Runs `cdktf` to its end, without a terminal. */
  run(...args: string[]): Promise<RunnerResult> {
    return this.start(...args).result;
  }

  /** Starts `cdktf` without a terminal; `stop()` ends what still runs. */
  start(...args: string[]): RunnerProcess {
    return this.started(args, false);
  }

  /** Starts `cdktf` in a terminal of its own, where it can ask. */
  startInTerminal(...args: string[]): RunnerProcess {
    return this.started(args, true);
  }

  /** Environment variables that any Terraform in this app needs. */
  get environment(): NodeJS.ProcessEnv {
    const { DEPLOY_ENV: _, ...inherited } = process.env;
    // A configuration of the user's own: nobody asks the registry.
    const own = { TF_CLI_CONFIG_FILE: join(this.root, "terraform.rc"), EVENTS: this.eventsFile };
    return { ...inherited, ...own, ...this.variables };
  }

  /** What the resources' commands have written, line by line. */
  events(): string[] {
    if (!existsSync(this.eventsFile)) return [];
    return readFileSync(this.eventsFile, "utf8").trim().split("\n");
  }

  /** Lets the creation of a `held` resource end. */
  letGo(name: string): void {
    writeFileSync(`${this.eventsFile}.${name}`, "");
  }

  outputFolder(environment = "local"): string {
    return join(this.folder, "cdktf.out", environment);
  }

  /** Where `cdktf plan` puts its review. */
  reviewFolder(environment = "local"): string {
    return join(this.outputFolder(environment), "review");
  }

  stackFolder(stack: string, environment = "local"): string {
    return join(this.outputFolder(environment), "stacks", stack);
  }

  stateFile(stack: string, environment = "local"): string {
    return join(this.root, "states", environment, `${stack}.tfstate`);
  }

  /** Where Terraform's local backend keeps the lock of a state. */
  lockFile(stack: string, environment = "local"): string {
    return join(this.root, "states", environment, `.${stack}.tfstate.lock.info`);
  }

  /** Addresses in a stack's state; tainted ones are marked. Undefined when there is no state. */
  stateAddresses(stack: string, environment = "local"): string[] | undefined {
    const file = this.stateFile(stack, environment);
    if (!existsSync(file)) return undefined;
    const { resources } = JSON.parse(readFileSync(file, "utf8")) as TerraformState;
    return resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ type, name, instances }) =>
        instances.map(({ status }) => `${type}.${name}${status ? ` (${status})` : ""}`),
      )
      .sort();
  }

  /** Terraforms that work in this app. */
  terraforms(): number[] {
    return new RunningTerraforms(join(this.outputFolder(), "running")).left().map(({ pid }) => pid);
  }

  /** What the resources in a stack's state hold. */
  stateValues(stack: string): unknown[] {
    const { resources } = JSON.parse(readFileSync(this.stateFile(stack), "utf8")) as TerraformState;
    return resources
      .filter(({ mode }) => mode === "managed")
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes.input.value));
  }

  removeState(stack: string): void {
    rmSync(this.stateFile(stack));
  }

  /** Keeps the last review from what the next one removes. */
  copyReview(folder: string): void {
    cpSync(this.reviewFolder(), folder, { recursive: true });
  }

  /** Ends what still runs and removes everything. */
  async stop(): Promise<void> {
    for (const name of this.events().flatMap((event) => /^creating (.+)/.exec(event)?.slice(1) ?? [])) this.letGo(name);
    await Promise.all(this.processes.map((process) => process.stop()));
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }

  private started(args: readonly string[], terminal: boolean): RunnerProcess {
    const runner = new RunnerProcess(args, { folder: this.root, environment: this.environment, terminal });
    this.processes.push(runner);
    return runner;
  }

  private get eventsFile(): string {
    return join(this.root, "events");
  }

  private terraformJson(environment: string, id: string, { json, reads = [], resources = {}, outputs }: FixtureStack) {
    if (json) return { ...json, terraform: { ...json.terraform, backend: this.backend(environment, id) } };
    const remoteStates = reads.map((other) => {
      const [[backend, config]] = Object.entries(this.backend(environment, other)) as [[string, unknown]];
      return [other, { backend, config }];
    });
    return {
      terraform: { backend: this.backend(environment, id) },
      ...(reads.length > 0 && { data: { terraform_remote_state: Object.fromEntries(remoteStates) } }),
      resource: {
        terraform_data: Object.fromEntries(Object.entries(resources).map(([name, body]) => [name, resourceJson(body)])),
      },
      ...(outputs && { output: outputs }),
    };
  }
}

interface TerraformState {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly status?: string;
      readonly attributes: { readonly input: { readonly value: unknown } };
    }[];
  }[];
}

function resourceJson({ create, destroy, preventDestroy, input = "v1", dependsOn }: FixtureResource) {
  const provisioners = [
    ...(create ? [{ "local-exec": { command: create } }] : []),
    ...(destroy ? [{ "local-exec": { command: destroy, when: "destroy" } }] : []),
  ];
  return {
    input,
    ...(provisioners.length > 0 && { provisioner: provisioners }),
    ...(preventDestroy && { lifecycle: { prevent_destroy: true } }),
    ...(dependsOn && { depends_on: dependsOn.map((name) => `terraform_data.${name}`) }),
  };
}

/** A resource that writes to `events()` when its creation and destruction begin and end; each takes that long. */
export function recorded(name: string, seconds = 0): FixtureResource {
  const script = (begin: string, end: string) =>
    `echo "${begin} ${name}" >> "$EVENTS"; sleep ${seconds}; echo "${end} ${name}" >> "$EVENTS"`;
  return { create: script("creating", "created"), destroy: script("destroying", "destroyed") };
}

/** A resource whose creation begins, and ends when `letGo` says so: what happens meanwhile depends on no time. */
export function held(name: string): FixtureResource {
  const wait = `while [ ! -e "$EVENTS.${name}" ]; do sleep 0.05; done`;
  return { create: `echo "creating ${name}" >> "$EVENTS"; ${wait}; echo "created ${name}" >> "$EVENTS"` };
}
