import { parseImageUri } from "./image-uri";

const DIGEST = `sha256:${"a".repeat(64)}`;

describe("parseImageUri", () => {
  it.each([
    ["a host with a port", `localhost:4566/team/shop@${DIGEST}`, "localhost:4566", "team/shop"],
    ["a tag beside the digest", `ghcr.io/shop:1.2@${DIGEST}`, "ghcr.io", "shop"],
  ])("takes %s apart", (_, uri, registry, repository) => {
    expect(parseImageUri(uri)).toEqual({ registry, repository, digest: DIGEST });
  });

  it.each(["ghcr.io/shop:1.2", `shop@${DIGEST}`, ""])("knows nothing of %j", (uri) => {
    expect(parseImageUri(uri)).toBeUndefined();
  });
});
