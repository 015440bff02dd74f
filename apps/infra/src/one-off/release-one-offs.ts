import { hasPublicTasks, stackGroup } from "@app/config";
import type { StackInPlace } from "@app/stack-runner";
import { clientSettings } from "../client-settings";
import type { Environments } from "../environments";
import { OneOffTasks } from "./one-off-tasks";
import { publishedOneOff } from "./published-one-off";
import { ReleaseRun } from "./release-run";
import { SucceededRecord } from "./succeeded-record";

/** Runs the one-offs that others wait for, each as soon as its stack is in place; what became of it, for the summary. */
export function releaseOneOffs(environments: Environments): (stack: StackInPlace) => Promise<string | undefined> {
  return async ({ environment, stackId, outputs, variables, signal, onProgress }) => {
    const place = environments.load(environment);
    const { services, aws } = place;
    const oneOff = services.find(({ key }) => stackId === `${stackGroup}-service-${key}`);
    if (oneOff?.kind !== "oneOff" || oneOff.before.length === 0) return undefined;
    const published = publishedOneOff(await outputs());
    const settings = clientSettings(variables, aws.region);
    const run = new ReleaseRun({
      oneOff,
      ...published,
      tasks: new OneOffTasks(oneOff, published, hasPublicTasks(place), settings, signal),
      succeeded: new SucceededRecord(published.succeededParameterName, settings),
      signal,
      onProgress,
    });
    return run.run();
  };
}
