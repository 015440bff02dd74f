import type { Environment, WebService } from "@app/config";

/** A URL of a service that Route 53 asks from outside. */
export interface CheckedUrl {
  readonly hostName: string;
  readonly path: string;
}

/** None where nobody asks for it, and none where emulated: nobody outside knows the names of a laptop. */
export function urlCheckOf({ aws }: Environment, service: WebService): CheckedUrl | undefined {
  const [hostName] = service.hostNames;
  if (aws.emulated || service.urlCheckPath === undefined || hostName === undefined) return undefined;
  return { hostName, path: service.urlCheckPath };
}

export function hasUrlChecks(environment: Environment): boolean {
  return environment.services.some(
    (service) => service.kind === "web" && urlCheckOf(environment, service) !== undefined,
  );
}
