import { join } from "node:path";
import { environmentNames, loadEnvironment, stackGroup } from "@app/config";
import { CloudError, cloudEnvironment, findCloud } from "@app/local-cloud";
import { defineProject } from "@app/stack-runner";
import { localEnvironmentName } from "./src/local-environment";
import { localImages } from "./src/local-images";

const ROOT = join(__dirname, "../..");
const LOCAL = localEnvironmentName() ?? "local";
/** Several clouds of one checkout each have a local environment of their own. */
const CLOUD = process.env.LOCAL_CLOUD ?? LOCAL;

/** How the checkout's `cdktf` synthesizes this app, and what leads it to the emulated account. */
export default defineProject({
  group: stackGroup,
  environments: environmentNames,
  defaultEnvironment: LOCAL,
  stateStack: `${stackGroup}-state`,
  synthesize: [process.execPath, "--import", "tsx", "src/main.ts"],
  output: CLOUD === LOCAL ? "cdktf.out" : join(ROOT, ".local/cloud", CLOUD, "cdktf.out"),
  gates: (name) => loadEnvironment(name).gates,
  environmentVariables: async (name, onProgress) => {
    const environment = loadEnvironment(name);
    if (!environment.aws.emulated) return {};
    const cloud = findCloud({ root: ROOT, name: CLOUD });
    if (!cloud) throw new CloudError("the local AWS account is not running; start it with `npm start`");
    return { ...cloudEnvironment(cloud), ...(await localImages({ root: ROOT, environment, cloud, onProgress })) };
  },
});
