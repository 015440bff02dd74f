import { describeJourney } from "./journey";
import { deployWithStockCli } from "./stock-cli";

describe("the main job without a Docker engine", () => {
  const checkout = describeJourney("process", 100);

  it("leaves stacks that stock cdktf-cli deploys as well", async () => {
    const { status, output } = await deployWithStockCli(checkout);
    expect(output).toContain("No changes");
    expect(status).toBe(0);
  });
});
