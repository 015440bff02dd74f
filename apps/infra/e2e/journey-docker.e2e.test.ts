import { requestEdge } from "@app/local-cloud";
import { Account } from "./account";
import { Checkout } from "./checkout";
import { dockerAnswers, removeImagesOf, userConfiguration, withEmptyBaseImage } from "./docker";
import { describeJourney } from "./journey";
import { useOwnAccount } from "./own-account";
import { web } from "./shipped";

const answers = dockerAnswers() || process.env.REQUIRE_DOCKER;
(answers ? describe : describe.skip)("the main job in Docker", () => {
  const checkout = new Checkout("e2e-docker", "docker");
  useOwnAccount(checkout);
  const configuration = userConfiguration();
  // Once the containers have ended.
  afterAll(() => removeImagesOf(checkout.registry));
  describeJourney(checkout);

  it("keeps what ran, built here or promoted from elsewhere, and lets what never did expire", async () => {
    const account = new Account(checkout.cloud());
    const tags = await account.imageTags(await account.output("ecr", `${web.source}_repository_name`));
    const kinds = tags
      .map((names) =>
        names
          .map((name) => name.replace(/[0-9a-f]{16}$/, "…"))
          .sort()
          .join(" "),
      )
      .sort();
    expect(kinds).toEqual(["copied-…", "copied-… deployed-…", "deployed-… …"].sort());
  });

  it("says which step of an image does not build, and what runs keeps running", () =>
    withEmptyBaseImage(async (BASE_IMAGE) => {
      const ended = await checkout.cdktf(["deploy", "image", "--auto-approve"], { BASE_IMAGE });
      expect(ended).toHaveEnded(1);
      expect(ended.output).toMatch(
        new RegExp(`infra-image +✗ failed: docker_image\\.${web.source}: .*python3 -m venv`),
      );
      expect(ended.output).toContain("the Dockerfile does not build");
      expect((await requestEdge(checkout.cloud())).status).toBe(200);
    }));

  it("leaves no login in the Docker configuration of whoever runs it", () => {
    expect(userConfiguration()).toEqual(configuration);
  });
});
