import { join } from "node:path";
import { checkPolicy } from "@app/plan-review";
import { findTerraform } from "@app/terraform-toolchain";
import { UserError } from "@app/user-error";
import { makePrivateFolder } from "../private-folder";
import { outputFolder, type Project } from "../project/project";
import type { Reporter } from "../report/reporter";
import { forgetComingOutputs } from "../review/coming-outputs";
import { Interrupted, RunnerError, UsageError } from "../runner-error";
import { Interruption } from "../schedule/interruption";
import { slots } from "../schedule/slots";
import { selectStacks } from "../stacks/select";
import type { Stack } from "../stacks/stack";
import { synthesize } from "../stacks/synthesize";
import { TerraformFailure } from "../terraform/diagnostics";
import { misleadingVariables, ownVariables } from "../terraform/own-variables";
import { RunningTerraforms } from "../terraform/running";
import { StackTerraform } from "../terraform/stack-terraform";
import { refuseUnsavedStates } from "../terraform/unsaved-state";
import { refuseFullDisk } from "./free-space";
import { awaitLeftRunning } from "./left-running";
import { DEFAULT_PARALLELISM } from "./parallelism";
import { findProviders } from "./providers";
import { holdEnvironment } from "./run-lock";

export interface SessionOptions {
  readonly project: Project;
  readonly environment: string;
  readonly reporter: Reporter;
  /** Go duration that Terraform waits for a lock, such as `30s`; default: not at all. */
  readonly lockTimeout?: string;
  /** Plans without locking, for credentials that may only read; default: false. */
  readonly withoutLock?: boolean;
  /** The group, ids or globs; none means all. */
  readonly patterns?: readonly string[];
  /** At most so many stacks at a time. */
  readonly parallelism?: number;
}

const RUNNING = "running";

/** What every command works with: the synthesized stacks of one environment, and Terraform for each. */
export interface Session {
  readonly project: Project;
  readonly environment: string;
  readonly reporter: Reporter;
  readonly interruption: Interruption;
  readonly stacks: readonly Stack[];
  readonly output: string;
  /** What Terraform and whatever joins it gets. */
  readonly variables: Readonly<NodeJS.ProcessEnv>;
  terraform(stack: Stack): StackTerraform;
}

/**
 * Synthesizes the environment, looks for Terraform and its providers, and runs `work` while no other run of this checkout
 * may touch the environment.
 */
export async function inSession<Result>(
  options: SessionOptions,
  work: (session: Session) => Promise<Result>,
  { plans = true }: { /** What plans depend on is looked up first. */ readonly plans?: boolean } = {},
): Promise<Result> {
  const { project, environment, reporter } = options;
  checkEnvironment(project, environment);
  refuseUnknownGates(project, environment);
  const output = outputFolder(project, environment);
  makePrivateFolder(output);
  const release = await holdEnvironment(output, environment);
  const interruption = new Interruption((line) => reporter.line(line));
  try {
    refuseFullDisk(output);
    await awaitLeftRunning(new RunningTerraforms(join(output, RUNNING)), reporter, interruption);
    return await work(await openSession({ ...options, plans }, output, interruption));
  } catch (error) {
    // Ctrl-C reaches what this process started, too: its failure is not the news.
    if (interruption.isWhy(error) && !(error instanceof Interrupted)) {
      throw new Interrupted(undefined, { cause: error });
    }
    if (error instanceof TerraformFailure) {
      throw new RunnerError(`${error.stackId}: ${error.message}`, { cause: error });
    }
    throw error;
  } finally {
    interruption.dispose();
    await release();
  }
}

/** Before anything is planned: a gate that nothing is called stands open. */
function refuseUnknownGates({ gates }: Project, environment: string): void {
  const policy = gates?.(environment) ?? {};
  try {
    checkPolicy(policy);
  } catch (error) {
    throw error instanceof UserError ? new UsageError(`${environment}: ${error.message}`, { cause: error }) : error;
  }
}

export function checkEnvironment({ environments }: Project, environment: string): void {
  const known = environments();
  if (known.includes(environment)) return;
  throw new UsageError(`no environment is called "${environment}"; there are ${known.join(", ")}`);
}

async function openSession(
  options: SessionOptions & { readonly plans: boolean },
  output: string,
  interruption: Interruption,
): Promise<Session> {
  const { project, environment, reporter, patterns = [] } = options;
  const misleading = misleadingVariables(process.env);
  if (misleading.length > 0)
    reporter.line(`${misleading.join(", ")}: would change what a plan means; Terraform does not see it`);
  const { variables, lookUpFailure } = await runVariables(options);
  reporter.line(`synthesizing ${environment} …`);
  const stacks = await synthesize(project, environment, { variables });
  stacks.forEach(forgetComingOutputs);
  // Before providers are looked for, or built: without credentials nothing of that is needed.
  if (lookUpFailure) {
    selectStacks(stacks, project.group, patterns);
    throw lookUpFailure;
  }
  const { path: binary } = await findTerraform();
  const providers = await findProviders(project, stacks, reporter);
  const context = {
    binary,
    interruption,
    environment: {
      ...ownVariables(process.env),
      ...TERRAFORM_SETTINGS,
      ...variables,
      ...providers.variables,
    },
    environmentName: environment,
    inSlot: slots(Math.max(options.parallelism ?? 0, DEFAULT_PARALLELISM)),
    running: new RunningTerraforms(join(output, RUNNING)),
    onLogFailure: once((message) => reporter.line(`${message}; the run goes on without its log`)),
    initQueue: providers.initQueue,
    pins: providers.pins,
    lockOption: options.withoutLock ? "-lock=false" : `-lock-timeout=${options.lockTimeout ?? "0s"}`,
    logFolder: join(output, "logs"),
  };
  // One for each: what is under way in a folder must be known to all that work there.
  const terraforms = new Map(stacks.map((stack) => [stack.id, new StackTerraform(stack, context)]));
  reporter.align(stacks.map(({ id }) => id));
  return {
    project,
    environment,
    reporter,
    interruption,
    stacks,
    output,
    variables: { ...process.env, ...variables },
    terraform: (stack) => terraforms.get(stack.id) ?? new StackTerraform(stack, context),
  };
}

/** What synthesis and Terraform get besides the variables of this process, and why facts that plans need are not among it. */
async function runVariables(
  options: SessionOptions & { readonly plans: boolean },
): Promise<{ readonly variables: Record<string, string>; readonly lookUpFailure?: Error }> {
  const { project, environment, reporter, plans } = options;
  const onProgress = (line: string) => reporter.line(line);
  const given = (await project.environmentVariables?.(environment, onProgress)) ?? {};
  if (!plans || !project.lookUp) return { variables: { ...given } };
  try {
    const found = await project.lookUp({ environment, variables: { ...process.env, ...given }, onProgress });
    return { variables: { ...given, ...found } };
  } catch (error) {
    // A mistake in the configuration or on the command line is told first: it needs no account.
    return { variables: { ...given }, lookUpFailure: error as Error };
  }
}

/** The stacks that are asked for. @throws RunnerError when a state that their plans depend on is not saved. */
export function stacksToPlan(session: Session, patterns: readonly string[]): Stack[] {
  const { stacks, project, environment } = session;
  const selected = selectStacks(stacks, project.group, patterns);
  // Also of those that are only read: what they publish is not known.
  refuseUnsavedStates(stacks, environment);
  return selected;
}

/** What every Terraform gets. */
export const TERRAFORM_SETTINGS = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" };

function once(say: (text: string) => void): (text: string) => void {
  let said = false;
  return (text) => {
    if (!said) say(text);
    said = true;
  };
}
