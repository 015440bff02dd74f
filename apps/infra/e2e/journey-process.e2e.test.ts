import { Checkout } from "./checkout";
import { describeJourney, useOwnAccount } from "./journey";
import { describeFirstPlan, describeReviews } from "./reviews";
import { deployWithStockCli } from "./stock-cli";

describe("the main job without a Docker engine", () => {
  const checkout = new Checkout("e2e-process", "process");
  useOwnAccount(checkout);
  describeFirstPlan(checkout);
  describeJourney(checkout, 100);
  describeReviews(checkout);

  it("leaves stacks that stock cdktf-cli deploys as well", async () => {
    const { status, output } = await deployWithStockCli(checkout);
    expect(output).toContain("No changes");
    expect(status).toBe(0);
  });
});
