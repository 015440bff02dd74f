import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { ExistingRepository } from "./existing-repository";
import { Repository, type RepositoryProps } from "./repository";

function images(changes: Partial<RepositoryProps> = {}): { repository?: Block; rules: Block[] } {
  const { resource } = oneStack((stack) => {
    new Repository(stack, "flask", { name: "flask-test", forceDelete: false, ...changes });
  });
  return {
    repository: resource.aws_ecr_repository?.flask,
    rules: JSON.parse(resource.aws_ecr_lifecycle_policy?.flask?.policy).rules,
  };
}

describe("Repository", () => {
  it("never lets a tag move to another image", () => {
    expect(images().repository?.image_tag_mutability).toBe("IMMUTABLE");
  });

  it("scans every image when it is pushed", () => {
    expect(images().repository?.image_scanning_configuration).toEqual({ scan_on_push: true });
  });

  it("deletes images with the repository only where that is asked for", () => {
    expect(images().repository?.force_delete).toBe(false);
    expect(images({ forceDelete: true }).repository?.force_delete).toBe(true);
  });

  it("expires untagged images after a week", () => {
    expect(images().rules[0]).toMatchObject({
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    });
  });

  it.each([
    ["50 by default", undefined, 50],
    ["as many as asked for", 7, 7],
  ])("keeps the latest images for rollbacks, %s", (_, keptImages, countNumber) => {
    expect(images({ keptImages }).rules[1]).toMatchObject({
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    });
  });
});

describe("ExistingRepository", () => {
  it("is looked up by its name, and nothing is created", () => {
    const { data, resource } = oneStack((stack) => {
      new ExistingRepository(stack, "flask", { name: "shared/flask" });
    });
    expect(data.aws_ecr_repository?.flask?.name).toBe("shared/flask");
    expect(resource).toEqual({});
  });
});
