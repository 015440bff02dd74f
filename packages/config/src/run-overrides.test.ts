import { withRunOverrides } from "./run-overrides";
import { parsed } from "./testing/shop";

const several = parsed();
const single = parsed((_, application) => {
  application.services.admin.source = application.services.web.source;
});
const uri = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/shop-prod-shop@sha256:${"a".repeat(64)}`;

describe("IMAGE_URI", () => {
  it("deploys an existing digest instead of building", () => {
    expect(withRunOverrides(single, { IMAGE_URI: uri }).sources.shop?.imageUri).toBe(uri);
  });

  it("names the source where there are several", () => {
    const { sources } = withRunOverrides(several, { IMAGE_URI_ADMIN: uri });
    expect([sources.admin?.imageUri, sources.shop?.imageUri]).toEqual([uri, undefined]);
  });

  it("is refused where it does not say which source it is for", () => {
    expect(() => withRunOverrides(several, { IMAGE_URI: uri })).toThrow(
      "IMAGE_URI: does not say which of the sources it is for; set IMAGE_URI_SHOP or IMAGE_URI_ADMIN",
    );
  });

  it("is refused for a source that there is not", () => {
    expect(() => withRunOverrides(several, { IMAGE_URI_SHOPP: uri })).toThrow(
      'IMAGE_URI_SHOPP: names no source; did you mean "IMAGE_URI_SHOP"?',
    );
  });

  it("is refused without a digest", () => {
    expect(() => withRunOverrides(single, { IMAGE_URI: "shop:latest" })).toThrow(
      'IMAGE_URI: "shop:latest" does not name an image by digest; copy its URI from',
    );
  });

  it("changes nothing when it is absent", () => {
    expect(withRunOverrides(several, {})).toBe(several);
  });
});

describe("what a run found in the registry", () => {
  const digest = `sha256:${"b".repeat(64)}`;

  it("says which image of this content needs no build", () => {
    const { sources } = withRunOverrides(several, { PUSHED_IMAGE_SHOP: `0123456789abcdef@${digest}` });
    expect([sources.shop?.pushed, sources.admin?.pushed]).toEqual([{ tag: "0123456789abcdef", digest }, undefined]);
  });

  it("says nothing where it is empty", () => {
    expect(withRunOverrides(several, { PUSHED_IMAGE_SHOP: "", COPIED_IMAGE_ADMIN: "" })).toBe(several);
  });

  it("lets an image be copied that would run from where it is", () => {
    const { sources } = withRunOverrides(single, { IMAGE_URI: uri, COPIED_IMAGE_SHOP: uri });
    expect(sources.shop).toMatchObject({ imageUri: undefined, copiedFrom: uri });
  });

  it("is refused without tag and digest", () => {
    expect(() => withRunOverrides(single, { PUSHED_IMAGE_SHOP: "latest" })).toThrow(
      'PUSHED_IMAGE_SHOP: "latest" is not the tag and the digest of an image; write it like TAG@sha256:…',
    );
  });
});

describe("BASE_IMAGE", () => {
  it("replaces the Dockerfile's base image of every source that is built", () => {
    const { sources } = withRunOverrides(several, { BASE_IMAGE: "mirror/python:3.11", IMAGE_URI_ADMIN: uri });
    expect([sources.shop?.baseImage, sources.admin?.baseImage]).toEqual(["mirror/python:3.11", undefined]);
  });

  it("is refused when it is the name of no image", () => {
    expect(() => withRunOverrides(several, { BASE_IMAGE: "r/${x}:1" })).toThrow(
      'BASE_IMAGE: "r/${x}:1" is not the name of an image; write it like "python:3.11-slim-bookworm"',
    );
  });
});
