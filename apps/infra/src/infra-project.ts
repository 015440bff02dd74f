import { join } from "node:path";
import { stackGroup } from "@app/config";
import { CloudError, cloudEnvironment, findCloud } from "@app/local-cloud";
import { defineProject, type ProjectDescription, type StackInPlace } from "@app/stack-runner";
import { type Environments, shippedEnvironments } from "./environments";
import { copyPromoted } from "./images/copy-promoted";
import { forgetPushed } from "./images/forget-pushed";
import { keepDeployed } from "./images/keep-deployed";
import { lookUpImages } from "./images/look-up-images";
import { localEnvironmentName } from "./local-environment";
import { localImages } from "./local-images";
import { releaseOneOffs } from "./one-off/release-one-offs";
import { orphanedStates } from "./orphaned-states";

const ROOT = join(__dirname, "../../..");

export interface InfraProjectOptions {
  /** Program that synthesizes, relative to the folder of the project's description. */
  readonly main: string;
  /** Default: the files of `packages/config`. */
  readonly environments?: Environments;
}

/** How the checkout's `cdktf` synthesizes an app of these stacks, and what leads it to the emulated account. */
export function infraProject({ main, environments = shippedEnvironments }: InfraProjectOptions): ProjectDescription {
  const local = localEnvironmentName(environments) ?? "local";
  // Several clouds of one checkout each have a local environment of their own.
  const cloudName = process.env.LOCAL_CLOUD ?? local;
  return defineProject({
    group: stackGroup,
    environments: environments.names,
    defaultEnvironment: local,
    stateStack: `${stackGroup}-state`,
    synthesize: [process.execPath, "--import", "tsx", main],
    output: cloudName === local ? "cdktf.out" : join(ROOT, ".local/cloud", cloudName, "cdktf.out"),
    gates: (name) => environments.load(name).gates,
    lookUp: lookUpImages(environments),
    orphans: orphanedStates(environments),
    beforeApply: copyPromoted(environments),
    afterApply: inTurn(releaseOneOffs(environments), forgetPushed(environments), keepDeployed(environments)),
    environmentVariables: async (name, onProgress) => {
      const environment = environments.load(name);
      if (!environment.aws.emulated) return {};
      const cloud = findCloud({ root: ROOT, name: cloudName });
      if (!cloud) throw new CloudError("the local AWS account is not running; start it with `npm start`");
      return { ...cloudEnvironment(cloud), ...(await localImages({ root: ROOT, environment, cloud, onProgress })) };
    },
  });
}

type AfterApply = (stack: StackInPlace) => Promise<string | undefined>;

/** One after the other, until one of them fails; what they did in one line. */
function inTurn(...all: readonly AfterApply[]): AfterApply {
  return async (stack) => {
    const done: string[] = [];
    for (const one of all) done.push(...[await one(stack)].filter((text) => text !== undefined));
    return done.length > 0 ? done.join("; ") : undefined;
  };
}
