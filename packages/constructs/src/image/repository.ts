import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import { EcrRepositoryPolicy } from "@cdktf/provider-aws/lib/ecr-repository-policy";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";
import { terraformJson } from "../policy/terraform-json";

export interface RepositoryProps {
  readonly name: string;
  /** Images kept of those that were never deployed, such as failed releases; older ones expire. Default: 50. */
  readonly keptImages?: number;
  /** AWS accounts that may pull from it, besides its own. Default: none. */
  readonly pullableBy?: readonly string[];
  /** Lets `destroy` delete images with the repository. */
  readonly forceDelete: boolean;
}

/** Tags of images that ran. Whoever deploys sets them, and nothing removes them. */
export const DEPLOYED_TAG_PREFIX = "deployed-";
/**
 * Far more than anybody rolls back to, and the newest stay: what runs is among them. Images of one source share most of their
 * layers; a thousand whose own ones are 30 MB cost about 3 USD a month (https://aws.amazon.com/ecr/pricing/).
 */
const KEPT_DEPLOYED_IMAGES = 1000;

/** What another account needs to copy an image. */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html
const PULL_ACTIONS = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/** The repository of one source's images: immutable tags, scanned on push; what never ran expires, what ran stays. */
export class Repository extends Construct {
  readonly repository: EcrRepository;

  constructor(scope: Construct, id: string, { name, keptImages = 50, pullableBy = [], forceDelete }: RepositoryProps) {
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
      policy: terraformJson({ rules: lifecycleRules(keptImages) }),
    });
    if (pullableBy.length > 0) this.letPull(pullableBy);
  }

  private letPull(accounts: readonly string[]): void {
    new EcrRepositoryPolicy(this, "Policy", {
      repository: this.repository.name,
      policy: policyDocument([{ sid: "Pull", principals: { AWS: accounts }, actions: PULL_ACTIONS }]),
    });
  }
}

/**
 * An image that a rule selects by its tags is out of reach of every rule with a higher number, also where its own rule lets it
 * stay; and an image that a manifest list refers to does not expire before that.
 */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
function lifecycleRules(keptImages: number): object[] {
  return [
    {
      rulePriority: 1,
      description: `The last ${KEPT_DEPLOYED_IMAGES} images that were deployed stay`,
      selection: {
        tagStatus: "tagged",
        tagPatternList: [`${DEPLOYED_TAG_PREFIX}*`],
        countType: "imageCountMoreThan",
        countNumber: KEPT_DEPLOYED_IMAGES,
      },
      action: { type: "expire" },
    },
    {
      rulePriority: 2,
      description: "Untagged images expire after a week",
      selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
      action: { type: "expire" },
    },
    {
      rulePriority: 3,
      description: `Of images that were never deployed the last ${keptImages} stay`,
      selection: { tagStatus: "any", countType: "imageCountMoreThan", countNumber: keptImages },
      action: { type: "expire" },
    },
  ];
}
