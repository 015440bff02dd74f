import { execFileSync } from "node:child_process";
import { requestEdge } from "@app/local-cloud";
import { Checkout } from "./checkout";
import { describeJourney, useOwnAccount } from "./journey";
import { withEmptyBaseImage } from "./releases";

/** Docker is optional on a user's machine; where REQUIRE_DOCKER is set, a missing engine is a failure. */
function dockerAnswers(): boolean {
  try {
    execFileSync("docker", ["info"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

const answers = dockerAnswers() || process.env.REQUIRE_DOCKER;
(answers ? describe : describe.skip)("the main job in Docker", () => {
  const checkout = new Checkout("e2e-docker", "docker");
  useOwnAccount(checkout);
  describeJourney(checkout, 200);

  it("says which step of an image does not build, and what runs keeps running", () =>
    withEmptyBaseImage(async (BASE_IMAGE) => {
      const { status, output } = await checkout.cdktf(["deploy", "image", "--auto-approve"], { BASE_IMAGE });
      expect(status).toBe(1);
      expect(output).toMatch(/infra-image +✗ failed: docker_image\.flask_built: .*python3 -m venv/);
      expect(output).toContain("the Dockerfile does not build");
      expect((await requestEdge(checkout.cloud())).status).toBe(200);
    }));
});
