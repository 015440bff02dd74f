import { execFileSync } from "node:child_process";
import { describeJourney } from "./journey";

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
  describeJourney("docker", 200);
});
