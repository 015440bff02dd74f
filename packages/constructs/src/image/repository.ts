import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { Construct } from "constructs";
import { terraformJson } from "../policy/terraform-json";

export interface RepositoryProps {
  readonly name: string;
  /** Images kept for rollbacks; older ones expire. Default: 50. */
  readonly keptImages?: number;
  /** Lets `destroy` delete images with the repository. */
  readonly forceDelete: boolean;
}

/** The repository of one source's images: immutable tags, scanned on push, old images expire. */
export class Repository extends Construct {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, { name, keptImages = 50, forceDelete }: RepositoryProps) {
    super(scope, id);
    this.repository = new EcrRepository(this, "Repository", {
      name,
      // A tag names the content it was built from, it never moves.
      imageTagMutability: "IMMUTABLE",
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfiguration: [{ encryptionType: "AES256" }],
      forceDelete,
    });
    new EcrLifecyclePolicy(this, "Lifecycle", {
      repository: this.repository.name,
      policy: terraformJson({
        rules: [
          {
            rulePriority: 1,
            description: "Untagged images expire after a week",
            selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
            action: { type: "expire" },
          },
          {
            rulePriority: 2,
            description: `The last ${keptImages} images stay for rollbacks`,
            selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keptImages },
            action: { type: "expire" },
          },
        ],
      }),
    });
  }
}
