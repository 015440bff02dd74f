import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Capacity } from "./capacity";
import { Task, type TaskProps } from "./task";
import { type EgressRule, TaskSecurityGroup, type TaskSecurityGroupProps } from "./task-security-group";

/** What is said of tasks and of where they run, whatever starts them. */
export interface PlacedTaskProps extends TaskProps {
  readonly clusterName: string;
  readonly clusterArn: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** Gives each task a public address: the way out of public subnets, and no way in past the security group. Default: false. */
  readonly assignPublicIp?: boolean;
  readonly capacity: Capacity;
  /** Prefix lists of gateway endpoints the tasks may call, by service: `{ s3: "pl-…" }`. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /** Where further HTTPS may go, see `TaskSecurityGroup`. */
  readonly httpsCidr: string;
  /** Whether HTTPS may go out over IPv6 as well. Default: false. */
  readonly httpsIpv6?: boolean;
  readonly egress?: readonly EgressRule[];
}

/** A task definition with its roles and its log group, and the security group that its tasks run in. */
export class PlacedTask extends Construct {
  readonly task: Task;
  readonly securityGroup: SecurityGroup;
  /** A task may start only once these are in place. */
  readonly conditions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: PlacedTaskProps, inbound?: TaskSecurityGroupProps["inbound"]) {
    super(scope, id);
    this.task = new Task(this, "Task", props);
    const { securityGroup, rules } = new TaskSecurityGroup(this, "tasks", {
      ...props,
      inbound,
      called: props.container.endpointName !== undefined,
      connections: props.grants?.flatMap(({ connections }) => connections),
    });
    this.securityGroup = securityGroup;
    this.conditions = [...this.task.roles.policies, ...rules];
  }
}
