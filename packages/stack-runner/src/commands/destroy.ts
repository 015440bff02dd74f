import type { ForeseenDestruction, Project } from "../project/project";
import { despiteMissingOutputs } from "../review/missing-outputs";
import { RunnerError, UsageError } from "../runner-error";
import { reversed } from "../schedule/schedule";
import { downstreamOutside } from "../stacks/select";
import { readConfiguration, type Stack } from "../stacks/stack";
import { managedResources, type StackState } from "../terraform/stack-terraform";
import { changeText } from "../terraform/ui-events";
import { confirm } from "./confirm";
import { withOrphans } from "./orphans";
import { checkEnvironment, inSession, type Session, type SessionOptions, stacksToPlan } from "./session";
import { requireSuccess, runStacks, type StackResult, summarize } from "./stack-runs";

export interface DestroyOptions extends SessionOptions {
  readonly patterns: readonly string[];
  readonly autoApprove: boolean;
}

interface Deployed {
  readonly stack: Stack;
  readonly state: StackState;
}

/**
 * Destroys stacks, those that read before those that are read. Refuses before it touches anything when one of them is
 * protected, cannot be deleted, or is still read by a stack that stays. The state bucket always stays.
 */
export async function destroy(options: DestroyOptions): Promise<StackResult[]> {
  checkEnvironment(options.project, options.environment);
  if (!options.autoApprove && !process.stdin.isTTY) {
    throw new UsageError("nobody can be asked here (no terminal); add --auto-approve to destroy without a question");
  }
  return inSession(options, async (own) => {
    const session = await withOrphans(own);
    const { project, reporter, environment } = session;
    const selected = stacksToPlan(session, options.patterns);
    const kept = stacksThatStay(project, environment, options.patterns);
    const stacks = selected.filter(({ id }) => kept[id] === undefined);
    for (const { id } of selected) {
      if (kept[id] !== undefined) reporter.stack(id, `stays: ${kept[id]}`);
    }
    await refuseWhileRead(session, selected);
    const deployed = await deployedAmong(session, stacks);
    const foreseen = await foresee(session, deployed);
    refuse(deployed, foreseen);
    if (deployed.length === 0) {
      reporter.line("nothing is deployed");
      return [];
    }
    const names = deployed.map(({ stack }) => stack.id).join(", ");
    if (foreseen.stays.length > 0) reporter.block(`\nWhat stays:\n${listed(foreseen.stays)}`);
    if (!options.autoApprove) await confirm(`This destroys ${names}.`, environment, session.interruption);
    const results = await runStacks({
      session,
      stacks: reversed(deployed.map(({ stack }) => stack)),
      ...(options.parallelism !== undefined && { parallelism: options.parallelism }),
      run: (stack) => destroyStack(session, stack),
    });
    summarize(reporter, results);
    requireSuccess(session, results);
    return results;
  });
}

/** Stacks that a destroy leaves, each with the reason: the state bucket always, others unless they are named themselves. */
export function stacksThatStay(
  { stateStack, keeps }: Pick<Project, "stateStack" | "keeps">,
  environment: string,
  patterns: readonly string[],
): Readonly<Record<string, string>> {
  const kept = Object.entries(keeps?.(environment) ?? {}).filter(([id]) => !patterns.includes(id));
  return { ...Object.fromEntries(kept), [stateStack]: "it holds the state of all others" };
}

async function destroyStack(session: Session, stack: Stack): Promise<string> {
  const terraform = session.terraform(stack);
  session.reporter.stack(stack.id, "planning the destruction …");
  // To destroy, nothing that another stack publishes is needed.
  const { changes } = await despiteMissingOutputs(session, stack, () => terraform.plan({ destroy: true }));
  if (session.interruption.happened) throw new RunnerError("interrupted after its plan; nothing was destroyed");
  session.reporter.stack(stack.id, changeText(changes));
  await terraform.apply(() => undefined);
  if (changes.remove === 0) return "destroyed: it only published outputs";
  return `destroyed: ${changes.remove} resource${changes.remove === 1 ? "" : "s"}`;
}

async function deployedAmong(session: Session, stacks: readonly Stack[]): Promise<Deployed[]> {
  const all = await Promise.all(
    stacks.map(async (stack) => {
      const terraform = session.terraform(stack);
      await terraform.init();
      const state = await terraform.state();
      // One with outputs alone publishes what is about to be gone.
      if (state && (managedResources(state).length > 0 || Object.keys(state.outputs ?? {}).length > 0))
        return [{ stack, state }];
      session.reporter.stack(stack.id, "not deployed");
      return [];
    }),
  );
  return all.flat();
}

async function refuseWhileRead(session: Session, selected: readonly Stack[]): Promise<void> {
  const readers = downstreamOutside(session.stacks, selected).filter(({ id }) => id !== session.project.stateStack);
  const deployed = await deployedAmong(session, readers);
  if (deployed.length === 0) return;
  const names = deployed.map(({ stack }) => stack.id).join(", ");
  throw new RunnerError(
    `${names} still read${deployed.length === 1 ? "s" : ""} from these stacks; destroy that as well, or first`,
  );
}

/** Arguments that make AWS itself refuse a deletion. */
const PROTECTIONS = ["enable_deletion_protection", "deletion_protection_enabled", "deletion_protection"];

/** Names everything at once: whoever destroys should not find out one by one. */
function refuse(deployed: readonly Deployed[], { refused, remedy }: ForeseenDestruction): void {
  const found = deployed.flatMap(({ stack, state }) => protectedResources(stack, state));
  const reasons = [
    ...(found.length > 0
      ? [
          `these are protected:\n${listed(found)}\nTake the protection off in the environment's configuration, deploy that, and destroy then.`,
        ]
      : []),
    ...(refused.length > 0
      ? [`these are not empty, and AWS would refuse them half-way:\n${listed(refused)}\n${remedy}`]
      : []),
  ];
  if (reasons.length > 0) throw new RunnerError(`nothing was destroyed, because ${reasons.join("\nAnd ")}`);
}

async function foresee(session: Session, deployed: readonly Deployed[]): Promise<ForeseenDestruction> {
  const { project, environment, variables, reporter } = session;
  const resources = deployed.flatMap(({ stack, state }) =>
    managedResources(state).flatMap(({ type, name, instances }) =>
      instances.map(({ attributes = {} }) => ({ stackId: stack.id, type, name, attributes })),
    ),
  );
  const nothing = { refused: [], remedy: "", stays: [] };
  if (resources.length === 0) return nothing;
  const onProgress = (line: string) => reporter.line(line);
  return (await project.foreseeDestruction?.({ environment, variables, resources, onProgress })) ?? nothing;
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}`).join("\n");
}

/** `stack: address (why)` of every resource in a state that must not be destroyed. */
export function protectedResources(stack: Stack, state: Pick<StackState, "resources">): string[] {
  const { resource = {} } = readConfiguration(stack);
  return managedResources(state).flatMap(({ type, name, instances }) => {
    const reasons = PROTECTIONS.filter((argument) =>
      instances.some(({ attributes }) => attributes?.[argument] === true),
    );
    if (resource[type]?.[name]?.lifecycle?.prevent_destroy) reasons.push("prevent_destroy");
    return reasons.map((reason) => `${stack.id}: ${type}.${name} (${reason})`);
  });
}
