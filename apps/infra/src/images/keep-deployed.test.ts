import { constantCase, type Environment, type Service, stackGroup } from "@app/config";
import { otherEnvironments } from "../testing/applications";
import { leadTo, serveEcr } from "../testing/ecr-api";
import type { Loopback } from "../testing/loopback";
import { keepDeployed } from "./keep-deployed";

const DIGEST = `sha256:${"a".repeat(64)}`;
const [environment] = otherEnvironments as [Environment];
const [service] = environment.services as readonly [Service];
const { accountId, region } = environment.aws;
const registry = `${accountId}.dkr.ecr.${region}.amazonaws.com`;
const repository = `${environment.application.name}-${environment.name}-${service.source}`;

describe("keepDeployed", () => {
  let ecr: (Loopback & { readonly asked: string[] }) | undefined;
  afterEach(() => ecr?.close());

  async function tagged(uri: string, stackId: string, variables = {}): Promise<string[]> {
    const tags: string[] = [];
    const image = { imageId: { imageDigest: DIGEST }, imageManifest: "{}" };
    ecr = await serveEcr({
      BatchGetImage: () => ({ images: [image] }),
      PutImage: ({ repositoryName, imageTag }) => {
        tags.push(`${repositoryName}:${imageTag}`);
        return { image };
      },
    });
    await keepDeployed({ names: () => [environment.name], load: () => environment })({
      environment: environment.name,
      stackId,
      configuration: "{}",
      variables: { ...leadTo(ecr), ...variables },
      signal: new AbortController().signal,
      onProgress: () => undefined,
      resources: async () => [],
      outputs: async () => ({ image_uri: uri }),
      forget: async () => undefined,
    });
    return tags;
  }

  const stack = `${stackGroup}-service-${service.key}`;
  const own = `${registry}/${repository}@${DIGEST}`;

  it("tags the image that a service runs", async () => {
    expect(await tagged(own, stack)).toEqual([`${repository}:deployed-${"a".repeat(16)}`]);
  });

  it("tags an earlier one that a run rolled back to", async () => {
    const variables = { [`IMAGE_URI_${constantCase(service.source)}`]: own };
    expect(await tagged("", stack, variables)).toEqual([`${repository}:deployed-${"a".repeat(16)}`]);
  });

  it.each([
    ["an image of another registry", `ghcr.io/team/shop@${DIGEST}`, stack],
    ["a stack of no service", own, `${stackGroup}-image`],
  ])("leaves %s alone", async (_, uri, stackId) => {
    expect(await tagged(uri, stackId)).toEqual([]);
    expect(ecr?.asked).toEqual([]);
  });
});
