import { type Environment, type Source, stackGroup } from "@app/config";
import { imageTag } from "@app/constructs";
import { sourceContent } from "../source-content";
import { synthesized } from "../synthesized-app";
import { otherEnvironments } from "../testing/applications";

const DIGEST = `sha256:${"a".repeat(64)}`;
const [environment] = otherEnvironments as [Environment];
const [source] = Object.values(environment.sources) as [Source];
const [service] = environment.services.filter((one) => one.source === source.key);
const { accountId, region } = environment.aws;
const tag = imageTag(sourceContent(source));
const repositoryUrl = `\${data.terraform_remote_state.infra_ecr.outputs.${source.key}_repository_url}`;

/** The stacks of the environment, with something else said of the source. */
function stacks(change: Partial<Source>) {
  const { files } = synthesized({
    ...environment,
    sources: { ...environment.sources, [source.key]: { ...source, ...change } },
  });
  const stack = (name: string) => JSON.parse(files[`${stackGroup}-${name}`] ?? "null");
  return { image: stack("image"), service: stack(`service-${service?.key}`) };
}

describe("the image of a source", () => {
  it("is built and pushed when the registry does not have it, and no login stands in the configuration", () => {
    const { image } = stacks({});
    expect(Object.keys(image.resource)).toEqual(["docker_image", "docker_registry_image"]);
    expect(image.provider.docker).toEqual([
      { registry_auth: [{ address: `https://${accountId}.dkr.ecr.${region}.amazonaws.com` }] },
    ]);
    expect(Object.keys(image.data)).toEqual(["terraform_remote_state"]);
    expect(image.removed).toBeUndefined();
  });

  it("is used by its digest when the registry has it, and what a deploy left in the state is forgotten", () => {
    const { image } = stacks({ pushed: { tag, digest: DIGEST } });
    expect(image.resource).toBeUndefined();
    expect(image.provider.docker).toEqual([{}]);
    expect(image.output[`${source.key}_image_uri`].value).toBe(`${repositoryUrl}@${DIGEST}`);
    expect(image.output[`${source.key}_image_tag`].value).toBe(tag);
    expect(image.removed).toEqual([
      { from: `docker_image.${source.key}`, lifecycle: { destroy: false } },
      { from: `docker_registry_image.${source.key}`, lifecycle: { destroy: false } },
    ]);
  });

  it("is built when the registry has another content", () => {
    expect(Object.keys(stacks({ pushed: { tag: "another", digest: DIGEST } }).image.resource)).toContain(
      "docker_image",
    );
  });

  it("that is copied runs from the own repository, which is the only one that its tasks may pull from", () => {
    const copiedFrom = `111111111111.dkr.ecr.eu-central-1.amazonaws.com/staging@${DIGEST}`;
    const { service: stack } = stacks({ copiedFrom });
    const [definition] = Object.values<{ container_definitions: string }>(stack.resource.aws_ecs_task_definition);
    expect(JSON.parse(definition?.container_definitions ?? "[]")[0].image).toBe(`${repositoryUrl}@${DIGEST}`);
    const arn = `\${data.terraform_remote_state.infra_ecr.outputs.${source.key}_repository_arn}`;
    const policies = JSON.stringify(stack.resource.aws_iam_role_policy);
    expect(policies).toContain(arn);
    expect(policies).not.toContain("repository/staging");
  });
});
