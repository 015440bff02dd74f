import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OrphanedState } from "../project/project";
import { configurationFile, readConfiguration, type Stack } from "../stacks/stack";
import type { Session } from "./session";

/** Says which stacks are deployed and no longer in the app: nothing else would ever name them again. */
export async function nameOrphans(session: Session): Promise<void> {
  for (const { stackId, resources } of await findOrphans(session)) {
    const count = `${resources} resource${resources === 1 ? "" : "s"}`;
    session.reporter.stack(
      stackId,
      `is deployed (${count}), and the app has no such stack any more; \`cdktf destroy ${stackId} --env ${session.environment}\` takes it away`,
    );
  }
}

/** The session with what is deployed besides the app's stacks, so that it is destroyed in its order, and nothing before it. */
export async function withOrphans(session: Session): Promise<Session> {
  const orphans = await findOrphans(session);
  const stacks = orphans.map((orphan) => orphanedStack(session, orphan));
  return { ...session, stacks: [...session.stacks, ...stacks] };
}

async function findOrphans({
  project,
  environment,
  variables,
  reporter,
  stacks,
}: Session): Promise<readonly OrphanedState[]> {
  const known = stacks.map(({ id }) => id);
  const onProgress = (line: string) => reporter.line(line);
  try {
    return (await project.orphans?.({ environment, variables, known, onProgress })) ?? [];
  } catch (error) {
    // Whoever may not list states can still work on those that they know.
    reporter.line(`whether stacks are deployed that the app no longer has is not known: ${(error as Error).message}`);
    return [];
  }
}

/** A stack of nothing but its state's place and the providers: all that it takes to destroy it. */
function orphanedStack({ output, stacks, project }: Session, { stackId: id, reads, backend }: OrphanedState): Stack {
  const folder = join(output, "stacks", id);
  const sibling = stacks.find((stack) => stack.id === project.stateStack) ?? stacks[0];
  if (!sibling) return { id, folder, dependencies: reads, configuration: "{}" };
  const { terraform, provider } = readConfiguration(sibling);
  const [[type, place] = ["", {}]] = Object.entries(terraform.backend ?? {});
  const configuration = JSON.stringify({
    terraform: { ...terraform, backend: { [type]: { ...place, ...backend } } },
    provider,
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(configurationFile(folder), configuration);
  return { id, folder, dependencies: reads, configuration };
}
