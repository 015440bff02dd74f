import { loadEnvironment } from "./load-environment";
import { withRunOverrides } from "./run-overrides";

const staging = loadEnvironment("staging");
const uri = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/flask-staging@sha256:${"a".repeat(64)}`;

describe("IMAGE_URI", () => {
  it("deploys an existing digest instead of building", () => {
    expect(withRunOverrides(staging, { IMAGE_URI: uri }).image).toEqual({ source: "existing", uri });
  });

  it("is refused without a digest", () => {
    expect(() => withRunOverrides(staging, { IMAGE_URI: "flask:latest" })).toThrow(
      /^IMAGE_URI: .*does not name an image by digest/,
    );
  });

  it("changes nothing when it is absent", () => {
    expect(withRunOverrides(staging, {})).toBe(staging);
  });
});

describe("BASE_IMAGE", () => {
  it("replaces the Dockerfile's base image", () => {
    expect(withRunOverrides(staging, { BASE_IMAGE: "mirror/python:3.11" }).image).toEqual({
      source: "build",
      baseImage: "mirror/python:3.11",
    });
  });
});
