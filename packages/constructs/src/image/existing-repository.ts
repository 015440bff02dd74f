import { DataAwsEcrRepository } from "@cdktf/provider-aws/lib/data-aws-ecr-repository";
import { Construct } from "constructs";

export interface ExistingRepositoryProps {
  readonly name: string;
}

/** An ECR repository of this account that somebody else keeps: images are pushed to it, nothing about it changes. */
export class ExistingRepository extends Construct {
  readonly repository: DataAwsEcrRepository;

  constructor(scope: Construct, id: string, { name }: ExistingRepositoryProps) {
    super(scope, id);
    this.repository = new DataAwsEcrRepository(this, "Repository", { name });
  }
}
