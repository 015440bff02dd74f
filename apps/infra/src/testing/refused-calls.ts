import { isAllowed, type Statement } from "./authorization";

/** What was called, on what. */
export interface Call {
  readonly action: string;
  /** An ARN, or `*` where none is known. */
  readonly resource: string;
}

/**
 * Actions for which the emulator names another resource than AWS asks IAM for: they are judged as if on any.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const OTHERWISE_NAMED = [
  // AWS: the rule, with its bus only where that is not the default one.
  "events:DeleteRule",
  "events:DescribeRule",
  "events:ListTargetsByRule",
  "events:PutRule",
  "events:PutTargets",
  "events:RemoveTargets",
  // AWS: the task definition.
  "ecs:RunTask",
  // AWS: the stream.
  "logs:GetLogEvents",
];

/** Calls that the statements would not allow, as `action on resource`, each once. */
export function refusedCalls(statements: readonly Statement[], calls: readonly Call[]): string[] {
  const refused = calls.filter(
    ({ action, resource }) => !isAllowed(statements, action, OTHERWISE_NAMED.includes(action) ? "*" : resource),
  );
  return [...new Set(refused.map(({ action, resource }) => `${action} on ${resource}`))].sort();
}
