import { resourceName, stackGroup } from "@app/config";
import type { ApplyWatch, ComingStack } from "@app/stack-runner";
import { clientSettings } from "../client-settings";
import type { Environments } from "../environments";
import { ReleaseWatch } from "./release-watch";
import { ServiceTasks } from "./service-tasks";

/** Follows the releases of all that ECS keeps running; jobs have no deployment to follow. */
export function watchReleases(environments: Environments): (stack: ComingStack) => Promise<ApplyWatch | undefined> {
  return async ({ environment: name, stackId, variables, signal, onProgress }) => {
    const environment = environments.load(name);
    const service = environment.services.find(({ key }) => stackId === `${stackGroup}-service-${key}`);
    if (!service || service.kind === "oneOff" || service.kind === "scheduled") return undefined;
    const tasks = new ServiceTasks(
      environment.cluster.name ?? resourceName(environment),
      resourceName(environment, service.key),
      clientSettings(variables, environment.aws.region),
    );
    return ReleaseWatch.begin({ tasks, signal, onProgress });
  };
}
