import type { Finding } from "./findings";
import { addresses, type SynthesizedStack } from "./synthesized-stack";

/** A check that some resources may fail, and why. */
export interface PolicyException {
  /** Id of the check: `CKV_AWS_145`. */
  readonly check: string;
  /** `stack: address`, as the scan reports them. */
  readonly resources: readonly `${string}: ${string}`[];
  /** Where it holds. Default: in every environment that has the resource. */
  readonly environments?: readonly string[];
  /** Why it is right that the check fails here, in a sentence. */
  readonly reason: string;
}

export interface Judgement {
  readonly unexplained: readonly Finding[];
  readonly excepted: readonly Finding[];
  /** What is wrong with the exceptions themselves; each says which one and the remedy. */
  readonly problems: readonly string[];
}

/** Tells findings that an exception explains from those that none does, and finds exceptions that explain nothing. */
export function judge(
  findings: readonly Finding[],
  stacks: readonly SynthesizedStack[],
  exceptions: readonly PolicyException[],
): Judgement {
  const explained = (finding: Finding) => exceptions.some((exception) => explains(exception, finding));
  return {
    unexplained: findings.filter((finding) => !explained(finding)),
    excepted: findings.filter(explained),
    problems: exceptions.flatMap((exception) => problems(exception, findings, stacks)),
  };
}

function explains({ check, resources, environments }: PolicyException, finding: Finding): boolean {
  return (
    check === finding.check &&
    (resources as readonly string[]).includes(finding.resource) &&
    (environments?.includes(finding.environment) ?? true)
  );
}

function problems(
  exception: PolicyException,
  findings: readonly Finding[],
  stacks: readonly SynthesizedStack[],
): string[] {
  const { check, reason } = exception;
  const stale = exception.resources.flatMap((resource) => {
    const present = environmentsWith(resource, stacks);
    const missing = (exception.environments ?? []).filter((environment) => !present.includes(environment));
    const needless = (exception.environments ?? present)
      .filter((environment) => present.includes(environment))
      .filter((environment) => !findings.some((finding) => fails(finding, check, resource, environment)));
    if (present.length === 0) return [`${check}: no environment has ${resource}; correct the address or remove it`];
    return [
      ...missing.map((environment) => `${check}: ${environment} has no ${resource}; remove it from the exception`),
      ...needless.map(
        (environment) => `${check}: ${resource} passes in ${environment}; remove it from the exception, which is stale`,
      ),
    ];
  });
  const unreasoned = /\w{2}.*\.$/.test(reason.trim()) ? [] : [`${check}: give the reason in a sentence`];
  return [...unreasoned, ...stale];
}

function fails(finding: Finding, check: string, resource: string, environment: string): boolean {
  return finding.check === check && finding.resource === resource && finding.environment === environment;
}

function environmentsWith(resource: string, stacks: readonly SynthesizedStack[]): string[] {
  return stacks
    .filter(({ stack, terraform }) => addresses(terraform).some((address) => `${stack}: ${address}` === resource))
    .map(({ environment }) => environment);
}
