import { resolve } from "node:path";
import type { GatePolicy } from "@app/plan-review";

/** A stack whose plan is about to be applied. */
export interface ComingStack {
  readonly environment: string;
  readonly stackId: string;
  /** The text of its Terraform JSON, as the plan was made of it. */
  readonly configuration: string;
  /** What Terraform gets: credentials, endpoints and all. */
  readonly variables: Readonly<NodeJS.ProcessEnv>;
  /** Aborts on Ctrl-C: what waits for something stops waiting. */
  readonly signal: AbortSignal;
  readonly onProgress: (line: string) => void;
}

/** A stack whose resources are as its configuration wants them. */
export interface StackInPlace extends ComingStack {
  /** What it publishes, secret outputs included; read when asked for. */
  readonly outputs: () => Promise<Readonly<Record<string, unknown>>>;
  /** Addresses of the resources that its state holds. */
  readonly resources: () => Promise<readonly string[]>;
  /** Takes resources out of the state and leaves what is behind them where it is. */
  readonly forget: (addresses: readonly string[]) => Promise<void>;
}

/** Looks on while Terraform applies a stack, and knows more of a failure than Terraform does. */
export interface ApplyWatch {
  /** Settles when what Terraform waits for can no longer come; it is then asked to finish. Never settles otherwise. */
  readonly lost: Promise<void>;
  /** Why the apply failed, for people; undefined where the watch knows nothing of it. */
  readonly explain: () => Promise<string | undefined>;
  /** Looks no longer. */
  readonly end: () => void;
}

/** What a look-up before synthesis works with. */
export interface LookUp {
  readonly environment: string;
  /** What Terraform gets: credentials, endpoints and all. */
  readonly variables: Readonly<NodeJS.ProcessEnv>;
  readonly onProgress: (line: string) => void;
}

/** A destruction before anything is touched. */
export interface Destruction extends LookUp {
  /** Everything that it would delete, as the states know it. */
  readonly resources: readonly {
    readonly stackId: string;
    readonly type: string;
    readonly name: string;
    readonly attributes: Readonly<Record<string, unknown>>;
  }[];
}

/** What is known of a destruction before it begins. */
export interface ForeseenDestruction {
  /** `stack: address (why)` of what would be refused half-way; nothing is destroyed while there is any. */
  readonly refused: readonly string[];
  /** What can be done about that. */
  readonly remedy: string;
  /** What will be left afterwards, in words. */
  readonly stays: readonly string[];
}

/** A state with resources that no stack of the app owns any more. */
export interface OrphanedState {
  readonly stackId: string;
  readonly resources: number;
  /** Ids of the stacks whose states it reads. */
  readonly reads: readonly string[];
  /** Where the state lies, as far as that differs from the state stack's backend: `{ key: "…" }`. */
  readonly backend: Readonly<Record<string, unknown>>;
}

/** What the runner needs to know of a CDKTF app. */
export interface ProjectDescription {
  /** Prefix of every stack id, and the name for all of them: `infra` for `infra-network`, `infra-dns` … */
  readonly group: string;
  readonly environments: () => readonly string[];
  readonly defaultEnvironment: string;
  /** Id of the stack that holds the bucket of all states. */
  readonly stateStack: string;
  /** Program and arguments that synthesize DEPLOY_ENV into CDKTF_OUTDIR, run in the app's folder. */
  readonly synthesize: readonly string[];
  /** Folder of the environments' output folders, relative to the app or absolute. Default: `cdktf.out`. */
  readonly output?: string;
  /** Stacks that outlive a destroy of all others, each with the reason. Who names one by its own id destroys it. */
  readonly keeps?: (environment: string) => Readonly<Record<string, string>>;
  /** What a reviewed plan of an environment must not do, or only with approval. */
  readonly gates?: (environment: string) => GatePolicy;
  /** Variables for synthesis and for Terraform, besides those of this process. */
  readonly environmentVariables?: (
    environment: string,
    onProgress: (line: string) => void,
  ) => Promise<Readonly<Record<string, string>>>;
  /**
   * Facts that plans depend on and no state holds, as variables for synthesis and Terraform. Looked up before anything is
   * planned; what it throws ends the command. Commands that only read or create the state bucket do without.
   */
  readonly lookUp?: (lookUp: LookUp) => Promise<Readonly<Record<string, string>>>;
  /** Finds states of the environment that belong to none of the `known` stacks: removed or renamed in the code, and still deployed. */
  readonly orphans?: (lookUp: LookUp & { readonly known: readonly string[] }) => Promise<readonly OrphanedState[]>;
  /** What a deploy does before it applies a stack's plan; what it throws fails the stack, and nothing of it is applied. */
  readonly beforeApply?: (stack: ComingStack) => Promise<void>;
  /** What an account needs besides the state bucket; before that is created or taken over. What it throws ends `bootstrap`. */
  readonly prepareAccount?: (account: LookUp) => Promise<void>;
  /** What whoever plans should know of the account, a line each; joins the review on the terminal. */
  readonly remarks?: (account: LookUp) => Promise<readonly string[]>;
  /** Looks ahead before a destruction; what it throws ends the command. */
  readonly foreseeDestruction?: (destruction: Destruction) => Promise<ForeseenDestruction>;
  /** Begins to look on before a stack's plan is applied; undefined where there is nothing to look at. */
  readonly watchApply?: (stack: ComingStack) => Promise<ApplyWatch | undefined>;
  /**
   * What a deploy does with a stack once it is in place, changed or not, before the stacks that wait for it are planned. Its
   * answer joins the summary; what it throws fails the stack. It decides by itself what is left to do: the deploy before may
   * have been cut short here, on another machine.
   */
  readonly afterApply?: (stack: StackInPlace) => Promise<string | undefined>;
}

export function defineProject(description: ProjectDescription): ProjectDescription {
  return description;
}

/** A described project and where it lies. */
export interface Project extends ProjectDescription {
  /** Root of the checkout. */
  readonly root: string;
  /** Folder of the CDKTF app. */
  readonly folder: string;
}

/** Folder of everything that belongs to one environment: never shared with another. */
export function outputFolder({ folder, output = "cdktf.out" }: Project, environment: string): string {
  return resolve(folder, output, environment);
}
