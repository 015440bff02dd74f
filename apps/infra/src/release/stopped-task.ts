import type { Container, Task } from "@aws-sdk/client-ecs";

/** Why a task stopped, in plain words, with what ECS says of it. */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-errors.html
export function whyItStopped(task: Task): string {
  const { containers = [], stoppedReason = "" } = task;
  const killed = containers.find(({ reason }) => /OutOfMemory/.test(reason ?? ""));
  if (killed) return `container ${killed.name} was killed because it needed more memory than it has (${killed.reason})`;
  const said = [stoppedReason, ...containers.map(({ reason }) => reason)].filter(Boolean).join("; ");
  for (const [pattern, words] of KNOWN) if (pattern.test(said)) return `${words} (${said})`;
  const ended = failedContainers(task).filter(({ exitCode }) => exitCode !== undefined);
  if (ended.length > 0)
    return ended.map(({ name, exitCode }) => `container ${name} ${howItEnded(exitCode)}`).join(", ");
  return said || "ECS gives no reason";
}

/** The first that fits; ECS's own words follow in brackets. */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  // "unable to pull secrets or registry auth" begins both; only what follows tells which.
  [/retrieve secrets? from|secretsmanager/i, "a secret could not be read"],
  [/CannotPull|pull image.*not found/is, "the image could not be pulled"],
  [/ResourceInitializationError|TaskFailedToStart|CannotStart|CannotCreate/, "it could not be started"],
  [/failed.*health checks?|unhealthy/i, "it did not become healthy"],
  [/^Spot/i, "its Spot capacity was taken back"],
];

/** Tasks that ECS stops because there are too many of them have not failed. */
const NOT_NEEDED = /^(Scaling activity|Deployment completed|Service scaling down)/;

export function hasFailed({ stoppedReason = "" }: Task): boolean {
  return !NOT_NEEDED.test(stoppedReason);
}

/** Containers that have something to do with it: those that ended badly, or all where none did. */
export function failedContainers({ containers = [] }: Task): readonly Container[] {
  const failed = containers.filter(({ exitCode = 0, reason }) => exitCode !== 0 || reason);
  return failed.length > 0 ? failed : containers;
}

const SIGKILL = 137;

function howItEnded(exitCode: number | undefined): string {
  if (exitCode !== SIGKILL) return `ended with exit code ${exitCode}`;
  return `was killed (exit code ${SIGKILL}): it needed more memory than it has, or did not end in time`;
}
