import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Registry, type RegistryProps } from "./registry";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/registry.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

function registry(changes: Partial<RegistryProps> = {}): { repository?: Block; rules: Block[] } {
  const { stack } = synthesize((app) => {
    const scope = new TestStack(app, "stack", settings, {});
    new Registry(scope, "images", { name: "flask-test", forceDelete: false, ...changes });
  });
  const lifecycle = stack?.resource.aws_ecr_lifecycle_policy?.images_lifecycle;
  return {
    repository: stack?.resource.aws_ecr_repository?.images_repository,
    rules: JSON.parse(lifecycle?.policy).rules,
  };
}

describe("Registry", () => {
  it("never lets a tag move to another image", () => {
    expect(registry().repository?.image_tag_mutability).toBe("IMMUTABLE");
  });

  it("scans every image when it is pushed", () => {
    expect(registry().repository?.image_scanning_configuration).toEqual({ scan_on_push: true });
  });

  it("deletes images with the repository only where that is asked for", () => {
    expect(registry().repository?.force_delete).toBe(false);
    expect(registry({ forceDelete: true }).repository?.force_delete).toBe(true);
  });

  it("expires untagged images after a week", () => {
    expect(registry().rules[0]).toMatchObject({
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    });
  });

  it.each([
    ["50 by default", undefined, 50],
    ["as many as asked for", 7, 7],
  ])("keeps the latest images for rollbacks, %s", (_, keptImages, countNumber) => {
    expect(registry({ keptImages }).rules[1]).toMatchObject({
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    });
  });
});
