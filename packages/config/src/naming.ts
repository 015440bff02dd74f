import { projectName } from "./project";
import type { Environment } from "./schema/environment";

/** `flask-staging`, or `flask-staging-alarms` with a role. Unique per environment; short enough for every AWS resource kind. */
export function resourceName(environment: Environment, role?: string): string {
  return [projectName, environment.name, role].filter(Boolean).join("-");
}

/** Bucket names are global, the account id keeps two companies apart. */
export function stateBucketName(environment: Environment): string {
  return `${resourceName(environment)}-tfstate-${environment.aws.accountId}`;
}

/** `<project>/<environment>/<stack>.tfstate` */
export function stateKey(environment: Environment, stack: string): string {
  return `${projectName}/${environment.name}/${stack}.tfstate`;
}

/** Tags on every resource that can carry them. */
export function resourceTags(environment: Environment, stack: string): Record<string, string> {
  return {
    ...environment.tags,
    Environment: environment.name,
    ManagedBy: "cdktf",
    Project: projectName,
    Stack: stack,
  };
}
