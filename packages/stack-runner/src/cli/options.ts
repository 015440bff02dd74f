import { flag, text, texts, wholeNumber } from "@app/command-line";
import type { Project } from "../project/project";
import { Reporter } from "../report/reporter";

/** What several commands take. */
export const STACKS = "STACK";

export const ENVIRONMENT = {
  env: text("NAME", "environment (default: DEPLOY_ENV, else the project's default)"),
  stack: texts("NAME", "the same as a STACK"),
};

export const LOCKS = { lockTimeout: text("TIME", "wait for a locked state, such as 30s") };

export const APPROVAL = { autoApprove: flag("do not ask before something is applied or destroyed") };

export const PARALLELISM = { parallelism: wholeNumber("N", "stacks", "at most N stacks at a time") };

export const PLANNING = {
  noLock: flag("lock no state, for credentials that may only read"),
  detailedExitcode: flag("exit code 2 when something would change"),
};

export const ABOUT_STACKS =
  "STACK is the group (all stacks), an id with or without the group's prefix, or a glob; none means all.";

interface Said {
  readonly arguments: readonly string[];
  readonly options: {
    readonly env: string | undefined;
    readonly stack: readonly string[];
    readonly lockTimeout?: string | undefined;
    readonly noLock?: boolean;
    readonly parallelism?: number | undefined;
  };
}

/** What somebody said, as the commands of the runner take it. */
export function runOptions(project: Project, { arguments: stacks, options }: Said, write?: (line: string) => void) {
  const { env, stack, lockTimeout, noLock = false, parallelism } = options;
  return {
    project,
    environment: env ?? process.env.DEPLOY_ENV ?? project.defaultEnvironment,
    reporter: new Reporter(write),
    patterns: [...stacks, ...stack],
    withoutLock: noLock,
    ...(lockTimeout !== undefined && { lockTimeout }),
    ...(parallelism !== undefined && { parallelism }),
  };
}
