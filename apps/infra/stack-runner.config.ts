import { join } from "node:path";
import { environmentNames, loadEnvironment, stackGroup } from "@app/config";
import { contextFiles } from "@app/constructs";
import { buildProcessImage, type Cloud, CloudError, cloudEnvironment, findCloud } from "@app/local-cloud";
import { defineProject } from "@app/stack-runner";

const ROOT = join(__dirname, "../..");
const FLASK_FOLDER = join(ROOT, "apps/flask");
const LOCAL = "local";
/** Several clouds of one checkout each have a `local` of their own. */
const CLOUD = process.env.LOCAL_CLOUD ?? LOCAL;

/** How the checkout's `cdktf` synthesizes this app, and what leads it to the emulated account. */
export default defineProject({
  group: stackGroup,
  environments: environmentNames,
  defaultEnvironment: LOCAL,
  stateStack: `${stackGroup}-state`,
  synthesize: [process.execPath, "--import", "tsx", "src/main.ts"],
  output: CLOUD === LOCAL ? "cdktf.out" : join(ROOT, ".local/cloud", CLOUD, "cdktf.out"),
  gates: (environment) => loadEnvironment(environment).gates,
  environmentVariables: async (environment, onProgress) => {
    if (environment !== LOCAL) return {};
    const cloud = findCloud({ root: ROOT, name: CLOUD });
    if (!cloud) throw new CloudError("the local AWS account is not running; start it with `npm start`");
    return { ...cloudEnvironment(cloud), ...(await localImage(cloud, onProgress)) };
  },
});

/** Without a Docker engine the image is a snapshot of the sources, named like one that was built elsewhere. */
async function localImage(cloud: Cloud, onProgress: (line: string) => void): Promise<Record<string, string>> {
  if (cloud.runtime === "docker" || process.env.IMAGE_URI) return {};
  const files = contextFiles(FLASK_FOLDER);
  const image = await buildProcessImage({ root: ROOT, name: "local/flask", source: FLASK_FOLDER, files, onProgress });
  return { IMAGE_URI: image.uri };
}
