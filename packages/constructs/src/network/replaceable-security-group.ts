import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { Construct } from "constructs";

export interface ReplaceableSecurityGroupProps {
  /** Prefix of the name, and the Name tag. */
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
}

/**
 * A security group that can be replaced while it is in use: AWS deletes none that something still uses, so the next one
 * comes first, under a name of its own.
 */
export class ReplaceableSecurityGroup extends SecurityGroup {
  constructor(scope: Construct, id: string, { name, description, vpcId }: ReplaceableSecurityGroupProps) {
    super(scope, id, {
      namePrefix: `${name}-`,
      description,
      vpcId,
      tags: { Name: name },
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
