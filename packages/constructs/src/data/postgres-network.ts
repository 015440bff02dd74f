import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { ReplaceableSecurityGroup } from "../network/replaceable-security-group";

export interface PostgresNetworkProps {
  readonly name: string;
  readonly vpcId: string;
  /** Private subnets in at least two zones, as RDS demands also of a database in one of them. */
  readonly subnetIds: readonly string[];
}

/** Where a database stands: in private subnets, in a group that lets nobody in until a service that uses it adds its rule. */
export class PostgresNetwork extends Construct {
  readonly subnetGroup: DbSubnetGroup;
  readonly securityGroup: SecurityGroup;

  constructor(scope: Construct, id: string, { name, vpcId, subnetIds }: PostgresNetworkProps) {
    super(scope, id);
    this.subnetGroup = new DbSubnetGroup(this, "Subnets", {
      name,
      description: "Private subnets",
      subnetIds: [...subnetIds],
    });
    this.securityGroup = new ReplaceableSecurityGroup(this, "Group", {
      name,
      description: "Database: reached by the services that use it",
      vpcId,
    });
  }
}
