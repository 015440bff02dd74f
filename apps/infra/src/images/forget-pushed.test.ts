import { type Environment, type Source, stackGroup } from "@app/config";
import { otherEnvironments } from "../testing/applications";
import { leadTo, serveEcr } from "../testing/ecr-api";
import type { Loopback } from "../testing/loopback";
import { forgetPushed } from "./forget-pushed";

const DIGEST = `sha256:${"a".repeat(64)}`;
const [environment] = otherEnvironments as [Environment];
const [{ key }] = Object.values(environment.sources) as [Source];
const repository = `${environment.application.name}-${environment.name}-${key}`;
const BUILT = [`docker_image.${key}`, `docker_registry_image.${key}`];

describe("forgetPushed", () => {
  let ecr: (Loopback & { readonly asked: string[] }) | undefined;
  afterEach(() => ecr?.close());

  async function afterApply(held: readonly string[], digest: string, stackId = `${stackGroup}-image`) {
    const image = { imageId: { imageDigest: digest } };
    ecr = await serveEcr({ BatchGetImage: () => ({ images: digest === "" ? [] : [image] }) });
    const forgotten: string[] = [];
    const text = await forgetPushed({ names: () => [environment.name], load: () => environment })({
      environment: environment.name,
      stackId,
      configuration: "{}",
      variables: leadTo(ecr),
      signal: new AbortController().signal,
      onProgress: () => undefined,
      resources: async () => held,
      outputs: async () => ({ [`${key}_image_tag`]: "tag", [`${key}_image_uri`]: `registry/${repository}@${DIGEST}` }),
      forget: async (addresses) => {
        forgotten.push(...addresses);
      },
    });
    return { text, forgotten };
  }

  it("takes what was pushed out of the state, once the registry has it", async () => {
    const { text, forgotten } = await afterApply(["aws_other.one", ...BUILT], DIGEST);
    expect(forgotten).toEqual(BUILT);
    expect(text).toBe(`pushed ${repository}:tag`);
  });

  it.each([
    ["nothing", ""],
    ["another image", `sha256:${"b".repeat(64)}`],
  ])("keeps it and fails where the registry has %s", async (_, digest) => {
    await expect(afterApply(BUILT, digest)).rejects.toThrow(
      `registry/${repository}@${DIGEST} was pushed, and ${repository}:tag is ${digest || "nothing"}; deploy again`,
    );
  });

  it.each([
    ["nothing was pushed", [], `${stackGroup}-image`],
    ["it is another stack", BUILT, `${stackGroup}-ecr`],
  ])("asks nobody where %s", async (_, held, stackId) => {
    expect(await afterApply(held, DIGEST, stackId)).toEqual({ text: undefined, forgotten: [] });
    expect(ecr?.asked).toEqual([]);
  });
});
