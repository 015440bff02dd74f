import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { ExistingRepository } from "./existing-repository";
import { Repository, type RepositoryProps } from "./repository";

function images(changes: Partial<RepositoryProps> = {}): { repository?: Block; rules: Block[]; policy?: Block[] } {
  const { resource } = oneStack((stack) => {
    new Repository(stack, "flask", { name: "flask-test", forceDelete: false, ...changes });
  });
  return {
    repository: resource.aws_ecr_repository?.flask,
    rules: JSON.parse(resource.aws_ecr_lifecycle_policy?.flask?.policy).rules,
    policy: JSON.parse(resource.aws_ecr_repository_policy?.flask?.policy ?? "{}").Statement,
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

  it("selects first what was deployed, so that no later rule reaches it, and lets a thousand of it stay", () => {
    expect(images().rules[0]).toMatchObject({
      rulePriority: 1,
      selection: {
        tagStatus: "tagged",
        tagPatternList: ["deployed-*"],
        countType: "imageCountMoreThan",
        countNumber: 1000,
      },
      action: { type: "expire" },
    });
  });

  it("expires untagged images after a week", () => {
    expect(images().rules[1]).toMatchObject({
      rulePriority: 2,
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    });
  });

  it.each([
    ["50 by default", undefined, 50],
    ["as many as asked for", 7, 7],
  ])("keeps the latest images that were never deployed, %s", (_, keptImages, countNumber) => {
    expect(images({ keptImages }).rules[2]).toMatchObject({
      // ECR wants a rule of any tag to be the last one.
      rulePriority: 3,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber },
      action: { type: "expire" },
    });
  });

  it("lets other accounts pull from it, and do nothing else, where that is asked for", () => {
    expect(images().policy).toBeUndefined();
    expect(images({ pullableBy: ["222222222222"] }).policy).toEqual([
      {
        Sid: "Pull",
        Effect: "Allow",
        Principal: { AWS: ["222222222222"] },
        Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      },
    ]);
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
