import { basename, dirname, join } from "node:path";
import { type Environment, stackGroup, stateBucketName, stateKey } from "@app/config";
import { type Cloud, CloudError, cloudEnvironment, dropDeadLocks, findCloud } from "@app/local-cloud";
import { type ComingStack, defineProject, type ProjectDescription, type StackInPlace } from "@app/stack-runner";
import { checkStateBucketOwner } from "./account/bucket-owner";
import { fargateQuotaRemarks } from "./account/fargate-quota";
import { prepareAccount } from "./account/prepare-account";
import { foreseeDestruction } from "./destruction/foresee-destruction";
import { type Environments, shippedEnvironments } from "./environments";
import { builderState } from "./images/builder-state";
import { copyPromoted } from "./images/copy-promoted";
import { forgetPushed } from "./images/forget-pushed";
import { keepDeployed } from "./images/keep-deployed";
import { lookUpImages } from "./images/look-up-images";
import { refuseEdited } from "./images/refuse-edited";
import { keptStacks } from "./kept-stacks";
import { localEnvironmentName } from "./local-environment";
import { localImages } from "./local-images";
import { releaseOneOffs } from "./one-off/release-one-offs";
import { orphanedStates } from "./orphaned-states";
import { watchReleases } from "./release/watch-releases";

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
    keeps: (name) => keptStacks(environments.load(name)),
    gates: (name) => environments.load(name).gates,
    lookUp: async (lookUp) => {
      await checkStateBucketOwner(environments.load(lookUp.environment), lookUp.variables);
      return lookUpImages(environments)(lookUp);
    },
    prepareAccount: prepareAccount(environments),
    remarks: ({ environment, variables }) => fargateQuotaRemarks(environments.load(environment), variables),
    foreseeDestruction: foreseeDestruction(environments),
    orphans: orphanedStates(environments),
    beforeApply: both(refuseEdited(environments), copyPromoted(environments)),
    watchApply: watchReleases(environments),
    afterApply: inTurn(releaseOneOffs(environments), forgetPushed(environments), keepDeployed(environments)),
    environmentVariables: async (name, onProgress) => {
      const environment = environments.load(name);
      if (!environment.aws.emulated) return {};
      const cloud = findCloud({ root: ROOT, name: cloudName });
      if (!cloud) throw new CloudError("the local AWS account is not running; start it with `npm start`");
      await freeStates(environment, cloud, onProgress);
      const images = await localImages({ root: ROOT, environment, cloud, onProgress });
      return { ...cloudEnvironment(cloud), ...builderState(ROOT, process.env), ...images };
    },
  });
}

/** Of runs that were killed: on this machine nobody else can hold a lock, and nobody knows better whether it is dead. */
async function freeStates(environment: Environment, cloud: Cloud, onProgress: (line: string) => void): Promise<void> {
  const prefix = dirname(stateKey(environment, "any"));
  const freed = await dropDeadLocks({
    cloud,
    bucket: stateBucketName(environment),
    prefix: `${prefix}/`,
    folder: ROOT,
  });
  for (const key of freed) onProgress(`${basename(key, ".tfstate")}: the lock of a run that was killed is dropped`);
}

type BeforeApply = (stack: ComingStack) => Promise<void>;

function both(one: BeforeApply, other: BeforeApply): BeforeApply {
  return async (stack) => {
    await one(stack);
    await other(stack);
  };
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
