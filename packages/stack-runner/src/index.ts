export { cdktf } from "./cli/cdktf";
export { bootstrap } from "./commands/bootstrap";
export { endCurrentRun } from "./commands/current-run";
export { type DeployOptions, deploy } from "./commands/deploy";
export { type DestroyOptions, destroy } from "./commands/destroy";
export { type DiffOptions, type DiffResult, diff } from "./commands/diff";
export { type OutputOptions, type Outputs, output } from "./commands/output";
export { type PlanOptions, type PlanOutcome, plan } from "./commands/plan";
export type { SessionOptions } from "./commands/session";
export type { StackResult } from "./commands/stack-runs";
export { findProject } from "./project/find-project";
export {
  type ApplyWatch,
  type ComingStack,
  type Destruction,
  defineProject,
  type ForeseenDestruction,
  type LookUp,
  type OrphanedState,
  type Project,
  type ProjectDescription,
  type StackInPlace,
} from "./project/project";
export { Reporter } from "./report/reporter";
export { Reviewed } from "./review/reviewed";
export { Interrupted, RunnerError, UsageError } from "./runner-error";
