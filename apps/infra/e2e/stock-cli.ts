import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Checkout, type Ended, ROOT } from "./checkout";

const APP = join(ROOT, "apps/infra");

/** `cdktf deploy 'infra-*'` of cdktf-cli itself, on what the checkout's own command deployed. */
export async function deployWithStockCli(checkout: Checkout): Promise<Ended> {
  const { output } = await checkout.cdktf(["output", "service", "--json"]);
  const { image_uri: imageUri } = JSON.parse(output.slice(output.indexOf("{")))["infra-service"];
  const manifest = createRequire(join(ROOT, "packages/stack-runner/package.json")).resolve("cdktf-cli/package.json");
  return checkout.run(
    [
      join(dirname(manifest), "bundle/bin/cdktf"),
      "deploy",
      "infra-*",
      "--auto-approve",
      // It would ask the public registry, which not every machine reaches.
      "--skip-provider-lock",
      "--output",
      join(checkout.output, "stock/local"),
    ],
    {
      ...checkout.environment(),
      IMAGE_URI: imageUri,
      DISABLE_VERSION_CHECK: "1",
      CHECKPOINT_DISABLE: "1",
      // Its cache in the home folder outlives the checkout, and keeps links to mirrors that are gone.
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1",
    },
    APP,
  );
}
