import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { RunnerError } from "../runner-error";
import type { Slots } from "../schedule/slots";
import type { Stack } from "../stacks/stack";
import { configurationFile, readConfiguration } from "../stacks/stack";
import { explain, plainError, TerraformFailure } from "./diagnostics";
import { dropHashes, installedPackages, type ProviderPins, placeLock, stackLock } from "./provider-pins";
import type { RunningTerraforms } from "./running";
import { holderText, lockInfo, type StateLock } from "./state-lock";
import { runTerraform, type TerraformProcessOptions, type TerraformRun } from "./terraform-process";
import { type ChangeSummary, type Diagnostic, parseUiEvent, type UiEvent } from "./ui-events";
import { recoverText, unsavedState } from "./unsaved-state";

const PLAN_FILE = "plan.tfplan";
/** Overrides the stack's backend while it lies there. */
export const BACKEND_OVERRIDE = "backend_override.tf.json";
const STATUS_CHANGES = 2;
/** An id that Terraform gives to no lock. */
const NO_LOCK = "00000000-0000-0000-0000-000000000000";

/** What a plan would do. */
export interface PlanResult {
  readonly changes: ChangeSummary;
  /** False when nothing at all would change, outputs included. */
  readonly hasChanges: boolean;
  /** Resources that are not as the last apply left them. */
  readonly drifted: number;
}

/** State of a stack, as far as the runner reads it. */
export interface StackState {
  /** Given once, when the state was created. */
  readonly lineage: string;
  /** Grows with every change of the state. */
  readonly serial: number;
  readonly resources: readonly StateResource[];
  readonly outputs?: Readonly<Record<string, unknown>>;
}

export interface StateResource {
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly instances: readonly { readonly attributes?: Readonly<Record<string, unknown>> }[];
}

/** Those of a state's resources that exist because Terraform made them. */
export function managedResources({ resources }: Pick<StackState, "resources">): StateResource[] {
  return resources.filter(({ mode, instances }) => mode === "managed" && instances.length > 0);
}

export interface StackOutput {
  readonly value: unknown;
  readonly sensitive: boolean;
}

export type TerraformContext = Omit<TerraformProcessOptions, "folder" | "onLine" | "files" | "lost"> & {
  readonly environmentName: string;
  /** At most so many Terraforms at a time, whatever they do. */
  readonly inSlot: Slots;
  readonly running: RunningTerraforms;
  /** Told once when the log cannot be written; a run goes on without. */
  readonly onLogFailure: (message: string) => void;
  /** One at a time where several would fight over the plugin cache. */
  readonly initQueue: <Result>(task: () => Promise<Result>) => Promise<Result>;
  /** Undefined where the project pins no providers. */
  readonly pins: ProviderPins | undefined;
  /** Terraform's option that says how to lock a state. */
  readonly lockOption: string;
  readonly logFolder: string;
};

/** Terraform in one stack's output folder. Everything fails with a TerraformFailure that holds Terraform's errors. */
export class StackTerraform {
  private initialization: Promise<void> | undefined;

  constructor(
    readonly stack: Stack,
    private readonly context: TerraformContext,
  ) {}

  /**
   * Skipped when backend, providers, their packages and Terraform's configuration are those of the last one. Whoever needs it meanwhile
   * shares it: two at once in one folder spoil each other's files.
   */
  init(): Promise<void> {
    this.initialization ??= this.initialize().catch((error) => {
      this.initialization = undefined;
      throw error;
    });
    return this.initialization;
  }

  /** Where the state lies has changed: always runs, with options of its own. */
  async initBackend(options: readonly string[]): Promise<void> {
    const wanted = this.initHash();
    placeLock(this.stack.folder, this.lockText);
    // Terraform cannot migrate and speak JSON at once.
    await this.context.initQueue(() => this.succeed(["init", "-input=false", ...options]));
    this.noteInit(wanted);
  }

  private async initialize(): Promise<void> {
    const wanted = this.initHash();
    const stamp = this.initStamp;
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === this.stampText(wanted)) return;
    placeLock(this.stack.folder, this.lockText);
    await this.context.initQueue(() => this.succeed(["init", "-input=false", "-reconfigure", "-json"]));
    this.noteInit(wanted);
  }

  private noteInit(wanted: string): void {
    dropHashes(this.stack.folder);
    writeFileSync(this.initStamp, this.stampText(wanted) ?? "");
  }

  /** What an `init` was for, and the packages that it compared with the lock file; undefined when one of them is gone. */
  private stampText(wanted: string): string | undefined {
    const packages = installedPackages(this.stack.folder);
    return packages && `${wanted}\n${packages}`;
  }

  async plan(options: { readonly destroy?: boolean; readonly refreshOnly?: boolean } = {}): Promise<PlanResult> {
    const result = await this.planOnce(options);
    // Nobody knows whether Terraform read its configuration before or after a synthesis that went on beside it.
    return this.isConfigured() ? result : this.planOnce(options);
  }

  private async planOnce({ destroy = false, refreshOnly = false }): Promise<PlanResult> {
    const args = ["plan", "-input=false", "-json", "-detailed-exitcode", `-out=${PLAN_FILE}`, this.context.lockOption];
    if (destroy) args.push("-destroy");
    if (refreshOnly) args.push("-refresh-only");
    let changes: ChangeSummary = { add: 0, change: 0, remove: 0, operation: "plan" };
    let forget = 0;
    let drifted = 0;
    const { status } = await this.succeed(args, ({ type, changes: summary, change }) => {
      if (summary) changes = summary;
      // Terraform counts neither, and calls forgetting "remove".
      if (type === "planned_change" && change?.action === "remove") forget += 1;
      if (type === "resource_drift") drifted += 1;
    });
    return { changes: { ...changes, forget }, hasChanges: status === STATUS_CHANGES, drifted };
  }

  /** A run works with what it began with: a synthesis that went on in the same folder meanwhile is for the next one. */
  private restoreConfiguration(): void {
    if (!this.isConfigured()) writeFileSync(configurationFile(this.stack.folder), this.stack.configuration);
  }

  private isConfigured(): boolean {
    const file = configurationFile(this.stack.folder);
    return existsSync(file) && readFileSync(file, "utf8") === this.stack.configuration;
  }

  /** Applies the saved plan, and nothing else; ends early when `lost` aborts. */
  async apply(onEvent: (event: UiEvent) => void, lost?: AbortSignal): Promise<void> {
    try {
      await this.succeed(["apply", "-input=false", "-json", this.context.lockOption, PLAN_FILE], onEvent, lost);
    } finally {
      rmSync(this.planFile, { force: true });
    }
  }

  /** The saved plan as Terraform prints it. */
  async show(): Promise<string> {
    return (await this.succeed(["show", "-no-color", PLAN_FILE])).stdout;
  }

  /** The saved plan for programs. */
  async showJson(): Promise<string> {
    return (await this.succeed(["show", "-json", PLAN_FILE])).stdout;
  }

  /** Where the saved plan lies. */
  get planFile(): string {
    return join(this.stack.folder, PLAN_FILE);
  }

  /** Undefined when the stack was never deployed. */
  async state(): Promise<StackState | undefined> {
    const { stdout } = await this.succeed(["state", "pull"]);
    if (stdout.trim() === "") return undefined;
    const state = JSON.parse(stdout) as StackState;
    const isEmpty = state.resources.length === 0 && Object.keys(state.outputs ?? {}).length === 0;
    return isEmpty ? undefined : state;
  }

  async outputs(): Promise<Readonly<Record<string, StackOutput>>> {
    return JSON.parse((await this.succeed(["output", "-json"])).stdout) as Record<string, StackOutput>;
  }

  async import(address: string, id: string): Promise<void> {
    await this.succeed(["import", "-input=false", this.context.lockOption, address, id]);
  }

  /** Saves a state that lies in a file of the stack's folder. */
  async push(file: string): Promise<void> {
    await this.succeed(["state", "push", this.context.lockOption, file]);
  }

  /** Who holds the state; undefined when nobody does. */
  async lock(): Promise<StateLock | undefined> {
    const [backend] = this.backends;
    // Terraform's local backend locks by the process: it ends with it. Others may unlock without looking at the id.
    if (backend === "local") return undefined;
    if (backend !== "s3") throw new RunnerError(`${this.stack.id}: nobody can say who locks a state in "${backend}"`);
    // No lock has this id: Terraform refuses, and says which one is there.
    const { stdout, stderr } = await this.run(["force-unlock", "-force", NO_LOCK]);
    return lockInfo(stripVTControlCharacters(`${stdout}\n${stderr}`).replace(/^[│╷╵] ?/gm, ""));
  }

  private get backends(): string[] {
    return Object.keys(readConfiguration(this.stack).terraform.backend ?? {});
  }

  async unlock({ id }: StateLock): Promise<void> {
    await this.succeed(["force-unlock", "-force", id]);
  }

  /** Takes resources out of the state, and leaves what is behind them where it is. */
  async forget(addresses: readonly string[]): Promise<void> {
    if (addresses.length > 0) await this.succeed(["state", "rm", this.context.lockOption, ...addresses]);
  }

  /** What its folder's lock file pins. */
  private get lockText(): string | undefined {
    return stackLock(this.context.pins, readConfiguration(this.stack));
  }

  private get initStamp(): string {
    return join(this.stack.folder, ".terraform/initialized");
  }

  private async succeed(
    args: readonly string[],
    onEvent: (event: UiEvent) => void = () => undefined,
    lost?: AbortSignal,
  ): Promise<TerraformRun> {
    const diagnostics: Diagnostic[] = [];
    const takeEvent = (event: UiEvent) => {
      if (event.diagnostic) diagnostics.push(event.diagnostic);
      onEvent(event);
    };
    const run = await this.run(args, takeEvent, lost);
    const expected = args.includes("-detailed-exitcode") ? [0, STATUS_CHANGES] : [0];
    if (run.signal === null && expected.includes(run.status)) return run;
    if (run.signal !== null) throw new TerraformFailure(this.stack.id, await this.killedText(args, run.signal));
    const said = explain(diagnostics.length > 0 ? diagnostics : [plainError(run)], this.unlockCommand);
    const text = this.context.pins?.explain(said) ?? said;
    const unsaved = unsavedState(this.stack);
    const saving = unsaved
      ? `\n→ its state could not be saved and lies in ${unsaved}: ${recoverText(this.stack, this.context.environmentName)}`
      : "";
    throw new TerraformFailure(
      this.stack.id,
      (text || `terraform ${args[0]} ended with exit code ${run.status}`) + saving,
    );
  }

  private run(
    args: readonly string[],
    onEvent: (event: UiEvent) => void = () => undefined,
    lost?: AbortSignal,
  ): Promise<TerraformRun> {
    return this.context.inSlot(() => {
      this.restoreConfiguration();
      const log = this.openLog(args);
      return runTerraform(args, {
        ...this.context,
        ...(lost && { lost }),
        folder: this.stack.folder,
        files: onlyReads(args) ? undefined : this.context.running.open(this.stack.id, args),
        onLine: (line) => {
          const event = parseUiEvent(line);
          log(event?.["@message"] ?? line);
          if (event) onEvent(event);
        },
      });
    });
  }

  private get unlockCommand(): string {
    return `cdktf unlock ${this.stack.id} --env ${this.context.environmentName}`;
  }

  /** Terraform had no time to say anything. */
  private async killedText([command = ""]: readonly string[], signal: NodeJS.Signals): Promise<string> {
    const why = signal === "SIGKILL" ? " (out of memory?)" : "";
    const killed = `terraform ${command} was killed by signal ${constants.signals[signal]}${why}`;
    if (command === "init" || command === "show") return killed;
    const lock = await this.lock().catch(() => "unknown" as const);
    const unsaved = command === "apply" ? "; what it was about to create may exist and not be in its state" : "";
    if (lock === "unknown") return `${killed}${unsaved}; the next run says whether its lock is left`;
    return lock
      ? `${killed}${unsaved}\n→ its lock is left, held ${holderText(lock)}: \`${this.unlockCommand}\` frees it`
      : `${killed}${unsaved}; no lock is left`;
  }

  private openLog(args: readonly string[]): (line: string) => void {
    const file = join(this.context.logFolder, `${this.stack.id}.log`);
    const write = (line: string) => {
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
        appendFileSync(file, `${line}\n`);
      } catch (error) {
        // The folder cannot be written or the disk is full: what Terraform does matters more.
        this.context.onLogFailure(`${file}: cannot be written (${(error as NodeJS.ErrnoException).code})`);
      }
    };
    write(`\n$ terraform ${args.join(" ")}`);
    return onlyReads(args) ? () => undefined : write;
  }

  private initHash(): string {
    const { terraform } = readConfiguration(this.stack);
    const file = this.context.environment.TF_CLI_CONFIG_FILE;
    const settings = file && existsSync(file) ? readFileSync(file, "utf8") : "";
    const overridden = existsSync(join(this.stack.folder, BACKEND_OVERRIDE));
    return createHash("sha256")
      .update(
        JSON.stringify([terraform, settings, this.context.environment.AWS_ENDPOINT_URL, overridden, this.lockText]),
      )
      .digest("hex");
  }
}

/** Such a command locks nothing, and what it prints may be secret: it is neither logged nor written to a file. */
function onlyReads([command, part]: readonly string[]): boolean {
  return command === "output" || command === "show" || (command === "state" && part === "pull");
}
