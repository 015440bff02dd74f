import { Checkout } from "./checkout";
import { dockerAnswers, removeImagesOf } from "./docker";
import { useOwnAccount } from "./own-account";
import { describeShop, shopFolder } from "./shop";

const answers = dockerAnswers() || process.env.REQUIRE_DOCKER;
(answers ? describe : describe.skip)("the shop in Docker", () => {
  const checkout = new Checkout("e2e-shop-docker", "docker", shopFolder, true);
  useOwnAccount(checkout);
  // Once the containers have ended.
  afterAll(() => removeImagesOf(checkout.registry));
  describeShop(checkout);
});
