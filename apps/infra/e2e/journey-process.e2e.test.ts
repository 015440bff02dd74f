import { Checkout } from "./checkout";
import { describeFirstPlan } from "./first-plan";
import { describeJourney } from "./journey";
import { useOwnAccount } from "./own-account";

describe("the main job without a Docker engine", () => {
  const checkout = new Checkout("e2e-process", "process");
  useOwnAccount(checkout);
  describeFirstPlan(checkout);
  describeJourney(checkout);
});
