import { constantCase, type Environment, type Source } from "@app/config";
import { imageTag } from "@app/constructs";
import { sourceContent } from "../source-content";
import { otherEnvironments } from "../testing/applications";
import { type EcrAnswer, leadTo, serveEcr } from "../testing/ecr-api";
import type { Loopback } from "../testing/loopback";
import { lookUpImages } from "./look-up-images";

const DIGEST = `sha256:${"a".repeat(64)}`;
const [environment] = otherEnvironments as [Environment];
const [source] = Object.values(environment.sources) as [Source];
const name = constantCase(source.key);
const repository = `${environment.application.name}-${environment.name}-${source.key}`;
const tag = imageTag(sourceContent(source));
const authorizationToken = Buffer.from("AWS:secret").toString("base64");

describe("lookUpImages", () => {
  let ecr: (Loopback & { readonly asked: string[] }) | undefined;
  afterEach(() => ecr?.close());

  async function lookUp(answer: EcrAnswer, variables: NodeJS.ProcessEnv = {}) {
    ecr = await serveEcr({
      BatchGetImage: () => answer,
      GetAuthorizationToken: () => ({ authorizationData: [{ authorizationToken }] }),
    });
    const lines: string[] = [];
    const environments = { names: () => [environment.name], load: () => environment };
    const found = await lookUpImages(environments)({
      environment: environment.name,
      variables: { ...leadTo(ecr), ...variables },
      onProgress: (line) => lines.push(line),
    });
    return { found, lines };
  }

  const login = { DOCKER_REGISTRY_USER: "AWS", DOCKER_REGISTRY_PASS: "secret" };

  it("finds what the registry has of this content", async () => {
    const { found, lines } = await lookUp({ images: [{ imageId: { imageDigest: DIGEST } }] });
    expect(found).toEqual({ ...login, [`PUSHED_IMAGE_${name}`]: `${tag}@${DIGEST}` });
    expect(lines).toEqual([`image of ${source.key}: ${repository}:${tag} is in the registry`]);
  });

  it("finds nothing before the first deploy, whatever variables an earlier run left", async () => {
    const left = { [`PUSHED_IMAGE_${name}`]: `${tag}@${DIGEST}` };
    const { found, lines } = await lookUp({ error: "RepositoryNotFoundException" }, left);
    expect(found).toEqual({ ...login, [`PUSHED_IMAGE_${name}`]: "" });
    expect(lines).toEqual([`image of ${source.key}: ${repository}:${tag} is to be built and pushed`]);
  });

  it("lets an image of another repository be copied, and needs no login of Docker's for it", async () => {
    const uri = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/staging@${DIGEST}`;
    const { found } = await lookUp({}, { [`IMAGE_URI_${name}`]: uri });
    expect(found).toEqual({ [`COPIED_IMAGE_${name}`]: uri });
    expect(ecr?.asked).toEqual([]);
  });

  it("leaves an image of the own repository and one of another kind of registry where they are", async () => {
    const { accountId, region } = environment.aws;
    for (const where of [`${accountId}.dkr.ecr.${region}.amazonaws.com/${repository}`, "ghcr.io/team/shop"]) {
      const { found } = await lookUp({}, { [`IMAGE_URI_${name}`]: `${where}@${DIGEST}` });
      expect(found).toEqual({ [`COPIED_IMAGE_${name}`]: "" });
      ecr?.close();
    }
  });

  it("fails where the registry does not say what it has", async () => {
    await expect(lookUp({ error: "AccessDeniedException" })).rejects.toThrow(
      `cannot ask ECR for ${tag} of ${repository}`,
    );
  });
});
