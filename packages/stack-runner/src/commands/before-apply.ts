import type { ComingStack } from "../project/project";
import type { Stack } from "../stacks/stack";
import type { Session } from "./session";

/** Hands a stack to the project whose plan is about to be applied. @throws what keeps the plan from being applied. */
export async function beforeApply(session: Session, stack: Stack): Promise<void> {
  await session.project.beforeApply?.(comingStack(session, stack));
}

/** A stack as the project's functions get it. */
export function comingStack(
  { environment, reporter, interruption, variables }: Session,
  { id, configuration }: Stack,
): ComingStack {
  return {
    environment,
    stackId: id,
    configuration,
    variables,
    signal: interruption.signal,
    onProgress: (line) => reporter.stack(id, line),
  };
}
