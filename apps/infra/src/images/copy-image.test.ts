import type { Loopback } from "../testing/loopback";
import { MemoryRegistry } from "../testing/memory-registry";
import { copyImage } from "./copy-image";
import { RegistryRepository } from "./registry-repository";

describe("copyImage", () => {
  let [source, target] = [new MemoryRegistry(), new MemoryRegistry()];
  let running: Loopback[] = [];
  beforeEach(async () => {
    [source, target] = [new MemoryRegistry(), new MemoryRegistry()];
    running = [await source.serve(), await target.serve()];
  });
  afterEach(() => {
    for (const registry of running) registry.close();
  });

  function copy(digest: string, password = "let me in"): Promise<void> {
    const { signal } = new AbortController();
    const [from, to] = running.map(
      ({ address }) =>
        new RegistryRepository({
          address,
          repository: "repository",
          login: { user: "AWS", password },
          signal,
        }),
    ) as [RegistryRepository, RegistryRepository];
    return copyImage({ from, to, digest, tag: "copied", signal });
  }

  const image = (name: string) =>
    source.addManifest({ config: source.addBlob(`${name} config`), layers: [source.addBlob(`${name} layer`)] });

  it("takes every layer along and keeps the digest", async () => {
    const { digest } = image("one");
    await copy(digest);
    expect(target.blobs).toEqual(source.blobs);
    expect(target.manifests.get("copied")).toEqual(source.manifests.get(digest));
    expect([...target.manifests.keys()]).toContain(digest);
  });

  it("takes along every image of a list, those first that the list speaks of", async () => {
    const parts = [image("amd64"), image("arm64")];
    const { digest } = source.addManifest({ manifests: parts });
    await copy(digest);
    expect(target.blobs).toEqual(source.blobs);
    const puts = target.requests.filter((request) => request.startsWith("PUT manifests/"));
    expect(puts).toEqual([...parts.map((part) => `PUT manifests/${part.digest.slice(0, 14)}`), "PUT manifests/copied"]);
  });

  it("does not send again what is there", async () => {
    const { digest } = image("one");
    for (const [known, bytes] of source.blobs) target.blobs.set(known, bytes);
    await copy(digest);
    expect(target.requests.filter((request) => request.startsWith("POST"))).toEqual([]);
  });

  it("asks again where a registry is out of breath or a connection breaks", async () => {
    const { digest } = image("one");
    source.fail("GET blobs/", 503);
    target.fail("PATCH blobs/", "connection");
    target.fail("PUT manifests/", 429);
    await copy(digest);
    expect(target.blobs).toEqual(source.blobs);
    expect(target.manifests.get("copied")).toEqual(source.manifests.get(digest));
  });

  it("does not put twice what was put without an answer", async () => {
    const { digest } = image("one");
    target.fail("PUT manifests/", "answer");
    await copy(digest);
    expect(target.requests.filter((request) => request.startsWith("PUT manifests/"))).toHaveLength(1);
  });

  it("refuses what is not what its digest says", async () => {
    const { digest } = image("one");
    source.manifests.set(digest, Buffer.from("{}"));
    await expect(copy(digest)).rejects.toThrow(
      /^the registry answered with sha256:44136fa355b3.* when asked for sha256:/,
    );
    expect(target.manifests.size).toBe(0);
  });

  it("says that there is no such image", async () => {
    const digest = `sha256:${"0".repeat(64)}`;
    await expect(copy(digest)).rejects.toThrow(`there is no image ${digest}`);
  });

  it("says in the registry's words why it may not", async () => {
    const { digest } = image("one");
    await expect(copy(digest, "wrong")).rejects.toThrow(/^GET http:.*\/v2\/repository\/manifests\/sha256:\w+: 403/);
  });
});
