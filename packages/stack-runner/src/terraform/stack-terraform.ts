import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Stack } from "../stacks/stack";
import { readConfiguration } from "../stacks/stack";
import { explain, TerraformFailure } from "./diagnostics";
import { runTerraform, type TerraformProcessOptions, type TerraformRun } from "./terraform-process";
import { type ChangeSummary, type Diagnostic, parseUiEvent, type UiEvent } from "./ui-events";

const PLAN_FILE = "plan.tfplan";
/** Overrides the stack's backend while it lies there. */
export const BACKEND_OVERRIDE = "backend_override.tf.json";
const STATUS_CHANGES = 2;

/** What a plan would do. */
export interface PlanResult {
  readonly changes: ChangeSummary;
  /** False when nothing at all would change, outputs included. */
  readonly hasChanges: boolean;
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

export type TerraformContext = Omit<TerraformProcessOptions, "folder" | "onLine" | "lost"> & {
  /** One at a time where several would fight over the plugin cache. */
  readonly initQueue: <Result>(task: () => Promise<Result>) => Promise<Result>;
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
   * Skipped when backend, providers and Terraform's configuration are those of the last one. Whoever needs it meanwhile
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
    // Terraform cannot migrate and speak JSON at once.
    await this.context.initQueue(() => this.succeed(["init", "-input=false", ...options]));
    writeFileSync(this.initStamp, wanted);
  }

  private async initialize(): Promise<void> {
    const wanted = this.initHash();
    const stamp = this.initStamp;
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && this.providersAreThere()) return;
    await this.context.initQueue(() => this.succeed(["init", "-input=false", "-reconfigure", "-json"]));
    writeFileSync(stamp, wanted);
  }

  async plan({ destroy = false, refreshOnly = false } = {}): Promise<PlanResult> {
    const args = ["plan", "-input=false", "-json", "-detailed-exitcode", `-out=${PLAN_FILE}`, this.context.lockOption];
    if (destroy) args.push("-destroy");
    if (refreshOnly) args.push("-refresh-only");
    let changes: ChangeSummary = { add: 0, change: 0, remove: 0, operation: "plan" };
    const { status } = await this.succeed(args, ({ changes: summary }) => {
      if (summary) changes = summary;
    });
    return { changes, hasChanges: status === STATUS_CHANGES };
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

  /** Takes resources out of the state, and leaves what is behind them where it is. */
  async forget(addresses: readonly string[]): Promise<void> {
    if (addresses.length > 0) await this.succeed(["state", "rm", this.context.lockOption, ...addresses]);
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
    const log = this.openLog(args);
    const run = await runTerraform(args, {
      ...this.context,
      ...(lost && { lost }),
      folder: this.stack.folder,
      onLine: (line) => {
        const event = parseUiEvent(line);
        log(event?.["@message"] ?? line);
        if (event?.diagnostic) diagnostics.push(event.diagnostic);
        if (event) onEvent(event);
      },
    });
    const expected = args.includes("-detailed-exitcode") ? [0, STATUS_CHANGES] : [0];
    if (expected.includes(run.status)) return run;
    const text = explain(diagnostics.length > 0 ? diagnostics : [plainError(run)]);
    throw new TerraformFailure(this.stack.id, text || `terraform ${args[0]} ended with exit code ${run.status}`);
  }

  private openLog(args: readonly string[]): (line: string) => void {
    const file = join(this.context.logFolder, `${this.stack.id}.log`);
    mkdirSync(dirname(file), { recursive: true });
    const write = (line: string) => appendFileSync(file, `${line}\n`);
    write(`\n$ terraform ${args.join(" ")}`);
    // State may hold secrets.
    return args[0] === "state" || args[0] === "output" || args[0] === "show" ? () => undefined : write;
  }

  /** They are links into a cache or mirror that may have been removed since. */
  private providersAreThere(): boolean {
    const folder = join(this.stack.folder, ".terraform/providers");
    if (!existsSync(folder)) return true;
    return readdirSync(folder, { recursive: true }).every((entry) => existsSync(join(folder, String(entry))));
  }

  private initHash(): string {
    const { terraform } = readConfiguration(this.stack);
    const file = this.context.environment.TF_CLI_CONFIG_FILE;
    const settings = file && existsSync(file) ? readFileSync(file, "utf8") : "";
    const overridden = existsSync(join(this.stack.folder, BACKEND_OVERRIDE));
    return createHash("sha256")
      .update(JSON.stringify([terraform, settings, this.context.environment.AWS_ENDPOINT_URL, overridden]))
      .digest("hex");
  }
}

/** Errors of commands that have no `-json`: the text between the bars that Terraform draws. */
function plainError({ stderr, stdout }: TerraformRun): Diagnostic {
  const text = stripVTControlCharacters(stderr || stdout)
    .replace(/^[│╷╵] ?/gm, "")
    .trim();
  // Warnings may stand before it.
  const [summary = "", ...detail] = text.replace(/^(?:.*\n)*?Error: /, "").split("\n");
  return { severity: "error", summary, detail: detail.join("\n") };
}
