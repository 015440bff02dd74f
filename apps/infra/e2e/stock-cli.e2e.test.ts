import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Checkout, type Ended, ROOT } from "./checkout";
import { startDeployed } from "./deployed-account";
import { shipped, webStack, webStackId } from "./shipped";

const APP = join(ROOT, "apps/infra");

describe("stock cdktf-cli", () => {
  const checkout = new Checkout("e2e-stock", "process");
  beforeAll(() => startDeployed(checkout));
  afterAll(() => checkout.remove());

  it("deploys the stacks that the checkout's own command deployed, and finds nothing to change", async () => {
    const ended = await deployWithStockCli(checkout);
    expect(ended.output).toContain("No changes");
    expect(ended.output).not.toMatch(/Apply complete! Resources: (?!0 added, 0 changed, 0 destroyed)/);
    expect(ended).toHaveEnded(0);
  });
});

async function deployWithStockCli(checkout: Checkout): Promise<Ended> {
  const { output } = await checkout.cdktf(["output", webStack, "--json"]);
  const { image_uri: imageUri } = JSON.parse(output.slice(output.indexOf("{")))[webStackId];
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
      join(checkout.output, "stock", shipped.name),
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
