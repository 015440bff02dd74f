import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DockerProvider } from "@cdktf/provider-docker/lib/provider";
import { AwsStack } from "../stack/aws-stack";
import { text } from "../stack/contract";
import { settings } from "../testing/one-stack";
import { type SynthesizedStack, synthesize } from "../testing/synthesize";
import { ContainerImage, type ContainerImageProps } from "./container-image";
import { contentHash } from "./content-hash";
import { Repository } from "./repository";

const outputs = { tag: text("Tag of the image"), uri: text("Image by digest") };

class ImageStack extends AwsStack<typeof outputs> {
  /** Builds `context` into a repository of the same stack. */
  build(props: Omit<ContainerImageProps, "contextInPlan" | "repositoryUrl">): void {
    new DockerProvider(this, "docker");
    const { repository } = new Repository(this, "flask-images", { name: "flask-test", forceDelete: false });
    const contextInPlan = "../../../apps/flask";
    const image = new ContainerImage(this, "flask", {
      ...props,
      contextInPlan,
      repositoryUrl: repository.repositoryUrl,
    });
    this.publish({ tag: image.tag, uri: image.uri });
  }
}

describe("ContainerImage", () => {
  let context: string;
  beforeEach(() => {
    context = mkdtempSync(join(tmpdir(), "context-"));
    writeFileSync(join(context, "Dockerfile"), "FROM scratch");
  });
  afterEach(() => rmSync(context, { recursive: true, force: true }));

  const image = (changes: Partial<ContainerImageProps> = {}): SynthesizedStack | undefined =>
    synthesize((app) => {
      new ImageStack(app, "image", settings, outputs).build({ context, architecture: "X86_64", ...changes });
    }).image;
  const tag = (changes?: Partial<ContainerImageProps>): string => image(changes)?.output.tag?.value;

  it("is tagged with the hash of its sources and its platform", () => {
    expect(tag()).toBe(contentHash(context, { platform: "linux/amd64" }).slice(0, 16));
  });

  it("keeps its tag as long as nothing changes, and gets another one when a source does", () => {
    const before = tag();
    expect(tag()).toBe(before);
    writeFileSync(join(context, "app.py"), "print('hello')");
    expect(tag()).not.toBe(before);
  });

  it.each<[string, Partial<ContainerImageProps>]>([
    ["the architecture", { architecture: "ARM64" }],
    ["a build argument", { buildArguments: { BASE_IMAGE: "python:3.12" } }],
  ])("gets another tag with %s", (_, changes) => {
    expect(tag(changes)).not.toBe(tag());
  });

  it("is built for its architecture with its arguments, from a folder that the plan shows relative", () => {
    const built = image({ architecture: "ARM64", buildArguments: { BASE_IMAGE: "python:3.12" } });
    expect(built?.resource.docker_image?.flask?.build).toEqual({
      context: "../../../apps/flask",
      platform: "linux/arm64",
      build_args: { BASE_IMAGE: "python:3.12" },
    });
    expect(JSON.stringify(built)).not.toContain(context);
  });

  it("is built and pushed again only when its content changes", () => {
    const { docker_image, docker_registry_image } = image()?.resource ?? {};
    expect(docker_image?.flask?.triggers).toEqual({ content: tag() });
    expect(docker_registry_image?.flask?.triggers).toEqual({ content: tag() });
  });

  it("is pushed after it is built, into a repository that exists by then", () => {
    const { docker_image, docker_registry_image } = image()?.resource ?? {};
    expect(docker_image?.flask?.name).toBe(`\${aws_ecr_repository.flask_images.repository_url}:${tag()}`);
    expect(docker_registry_image?.flask?.name).toBe("${docker_image.flask.name}");
  });

  it("stays in the registry for rollbacks when the next one replaces it", () => {
    expect(image()?.resource.docker_registry_image?.flask?.keep_remotely).toBe(true);
  });

  it("is run by the digest that the registry reports", () => {
    expect(image()?.output.uri?.value).toBe(
      "${aws_ecr_repository.flask_images.repository_url}@${docker_registry_image.flask.sha256_digest}",
    );
  });
});
