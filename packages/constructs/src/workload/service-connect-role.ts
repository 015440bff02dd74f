import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { policyDocument } from "../policy/policy-document";

export interface ServiceConnectRoleProps {
  readonly name: string;
}

// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/infrastructure_IAM_role.html
const MANAGED_POLICY = "service-role/AmazonECSInfrastructureRolePolicyForServiceConnectTransportLayerSecurity";

/** What ECS issues the certificates as that services encrypt their calls with; only of authorities tagged `AmazonECSManaged` = `true`. */
export class ServiceConnectRole extends Construct {
  readonly role: IamRole;

  constructor(scope: Construct, id: string, { name }: ServiceConnectRoleProps) {
    super(scope, id);
    const { partition } = new DataAwsPartition(this, "partition", {});
    this.role = new IamRole(this, "tls", {
      name: `${name}-service-connect`,
      description: "Issues and renews the certificates of services that call each other",
      assumeRolePolicy: policyDocument([
        { sid: "AssumedByService", actions: ["sts:AssumeRole"], principals: { Service: "ecs.amazonaws.com" } },
      ]),
    });
    new IamRolePolicyAttachment(this, "tls-policy", {
      role: this.role.name,
      policyArn: `arn:${partition}:iam::aws:policy/${MANAGED_POLICY}`,
    });
  }
}
