import { clientSettings } from "../client-settings";
import { type EcrAnswer, leadTo, serveEcr } from "../testing/ecr-api";
import type { Loopback } from "../testing/loopback";
import { EcrImages } from "./ecr-images";

const DIGEST = `sha256:${"a".repeat(64)}`;
const OTHER_DIGEST = `sha256:${"b".repeat(64)}`;
const failure = (failureCode: string) => ({
  images: [],
  failures: [{ imageId: { imageTag: "1" }, failureCode, failureReason: "because" }],
});

describe("EcrImages", () => {
  let ecr: (Loopback & { readonly asked: string[] }) | undefined;
  afterEach(() => ecr?.close());

  async function answering(answers: Parameters<typeof serveEcr>[0]): Promise<EcrImages> {
    ecr = await serveEcr(answers);
    return new EcrImages("111111111111", clientSettings(leadTo(ecr), "eu-central-1"));
  }

  it("tells the digest of an image", async () => {
    const images = await answering({ BatchGetImage: () => ({ images: [{ imageId: { imageDigest: DIGEST } }] }) });
    expect(await images.digest("shop", { imageTag: "1" })).toBe(DIGEST);
  });

  it.each<[string, EcrAnswer]>([
    ["the image", failure("ImageNotFound")],
    ["the repository", { error: "RepositoryNotFoundException" }],
  ])("tells that there is nothing where %s does not exist", async (_, answer) => {
    const images = await answering({ BatchGetImage: () => answer });
    expect(await images.digest("shop", { imageTag: "1" })).toBeUndefined();
  });

  it.each<[string, EcrAnswer, string]>([
    [
      "a refusal",
      { error: "AccessDeniedException", message: "not authorized" },
      "cannot ask ECR for 1 of shop: AccessDeniedException: not authorized\n→ nothing was planned on a guess; run it again when the registry answers",
    ],
    [
      "an expired login",
      { error: "ExpiredTokenException", message: "expired" },
      "cannot ask ECR for 1 of shop: ExpiredTokenException: expired\n→ sign in to AWS first, for example with `aws sso login`",
    ],
    ["any other failure", failure("KmsError"), "cannot ask ECR for 1 of shop: KmsError: because"],
  ])("never takes %s for nothing", async (_, answer, message) => {
    const images = await answering({ BatchGetImage: () => answer });
    await expect(images.digest("shop", { imageTag: "1" })).rejects.toThrow(message);
  });

  it("never takes a registry that does not answer for one that has nothing", async () => {
    const nowhere = clientSettings(leadTo({ address: "http://127.0.0.1:9", close: () => undefined }), "eu-central-1");
    await expect(new EcrImages("111111111111", nowhere).digest("shop", { imageTag: "1" })).rejects.toThrow(
      /^cannot ask ECR for 1 of shop: .*ECONNREFUSED/,
    );
  });

  it("gives an image a further tag, with the manifest as it is", async () => {
    const put: object[] = [];
    const image = { imageId: { imageDigest: DIGEST }, imageManifest: "{ }", imageManifestMediaType: "a/b" };
    const images = await answering({
      BatchGetImage: () => ({ images: [image], failures: failure("ImageNotFound").failures }),
      PutImage: (request) => {
        put.push(request);
        return { image };
      },
    });
    await images.tag("shop", DIGEST, "deployed-1");
    expect(put).toEqual([
      {
        registryId: "111111111111",
        repositoryName: "shop",
        imageManifest: "{ }",
        imageManifestMediaType: "a/b",
        imageDigest: DIGEST,
        imageTag: "deployed-1",
      },
    ]);
  });

  it("tags the very image where the registry knows several", async () => {
    const put: object[] = [];
    const other = { imageId: { imageDigest: OTHER_DIGEST, imageTag: "1" }, imageManifest: "{ other }" };
    const images = await answering({
      BatchGetImage: () => ({ images: [other, { imageId: { imageDigest: DIGEST }, imageManifest: "{ }" }] }),
      PutImage: (request) => {
        put.push(request);
        return {};
      },
    });
    await images.tag("shop", DIGEST, "deployed-1");
    expect(put).toEqual([expect.objectContaining({ imageManifest: "{ }", imageDigest: DIGEST })]);
  });

  it("tags no other image in the place of one that is not there", async () => {
    const other = { imageId: { imageDigest: OTHER_DIGEST, imageTag: "1" }, imageManifest: "{ other }" };
    const images = await answering({ BatchGetImage: () => ({ images: [other] }) });
    await expect(images.tag("shop", DIGEST, "deployed-1")).rejects.toThrow(`shop does not have the image ${DIGEST}`);
    expect(ecr?.asked).toEqual(["BatchGetImage"]);
  });

  it("leaves an image alone that has the tag already", async () => {
    const images = await answering({
      BatchGetImage: () => ({ images: [{ imageId: { imageDigest: DIGEST, imageTag: "deployed-1" } }] }),
    });
    await images.tag("shop", DIGEST, "deployed-1");
    expect(ecr?.asked).toEqual(["BatchGetImage"]);
  });

  it("is content when somebody else was faster", async () => {
    const images = await answering({
      BatchGetImage: () => ({ images: [{ imageId: { imageDigest: DIGEST }, imageManifest: "{ }" }] }),
      PutImage: () => ({ error: "ImageTagAlreadyExistsException" }),
    });
    await expect(images.tag("shop", DIGEST, "deployed-1")).resolves.toBeUndefined();
  });

  it("takes a login apart", async () => {
    const authorizationToken = Buffer.from("AWS:a:b").toString("base64");
    const images = await answering({ GetAuthorizationToken: () => ({ authorizationData: [{ authorizationToken }] }) });
    expect(await images.login()).toEqual({ user: "AWS", password: "a:b" });
  });
});
