import { constantCase, type Environment, type Service, stackGroup } from "@app/config";
import { otherEnvironments } from "../testing/applications";
import { leadTo, serveEcr } from "../testing/ecr-api";
import type { Loopback } from "../testing/loopback";
import { digestOf, MemoryRegistry } from "../testing/memory-registry";
import { copyPromoted } from "./copy-promoted";

const [described] = otherEnvironments as [Environment];
const environment: Environment = { ...described, aws: { ...described.aws, emulated: true } };
const [service] = environment.services as readonly [Service];
const MANIFEST = Buffer.from('{"layers":[]}');
const DIGEST = digestOf(MANIFEST);
const TAG = `copied-${DIGEST.slice(7, 23)}`;

describe("copyPromoted", () => {
  let running: Loopback[] = [];
  let registry: MemoryRegistry;
  let copyFor: (stackId: string) => Promise<void>;
  let present: boolean;
  let password: string;
  beforeEach(async () => {
    [present, password] = [false, "let me in"];
    registry = new MemoryRegistry();
    registry.manifests.set(DIGEST, MANIFEST);
    const ecr = await serveEcr({
      BatchGetImage: () => ({ images: present ? [{ imageId: { imageDigest: DIGEST } }] : [] }),
      GetAuthorizationToken: () => ({
        authorizationData: [{ authorizationToken: Buffer.from(`AWS:${password}`).toString("base64") }],
      }),
    });
    const served = await registry.serve();
    running = [ecr, served];
    const host = new URL(served.address).host;
    const variables = {
      ...leadTo(ecr),
      REGISTRY_ADDRESS: served.address,
      [`COPIED_IMAGE_${constantCase(service.source)}`]: `${host}/staging@${DIGEST}`,
    };
    const copy = copyPromoted({ names: () => [environment.name], load: () => environment });
    copyFor = (stackId) =>
      copy({
        environment: environment.name,
        stackId,
        configuration: "{}",
        variables,
        signal: new AbortController().signal,
        onProgress: () => undefined,
      });
  });
  afterEach(() => {
    for (const server of running) server.close();
  });

  const stack = `${stackGroup}-service-${service.key}`;

  it("copies the image of a service that is about to be applied, once for all services of its source", async () => {
    await Promise.all([copyFor(stack), copyFor(stack)]);
    expect(registry.manifests.get(TAG)).toEqual(MANIFEST);
    expect(registry.requests.filter((request) => request === `PUT manifests/${TAG.slice(0, 14)}`)).toHaveLength(1);
  });

  it("copies nothing that an earlier run has copied", async () => {
    present = true;
    await copyFor(stack);
    expect(registry.requests).toEqual([]);
  });

  it("copies nothing for another stack", async () => {
    await copyFor(`${stackGroup}-alb`);
    expect(registry.requests).toEqual([]);
  });

  it("says which right is missing", async () => {
    password = "somebody else";
    await expect(copyFor(stack)).rejects.toThrow(
      /could not be copied: GET .*: 403\n→ account \d{12} must be allowed to pull from staging: `promotion.pullableBy`/,
    );
  });

  it("says that there is no such image", async () => {
    registry.manifests.clear();
    await expect(copyFor(stack)).rejects.toThrow(`could not be copied: there is no image ${DIGEST}`);
  });
});
