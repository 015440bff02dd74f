import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Connection } from "../data/grant";
import { ReplaceableSecurityGroup } from "../network/replaceable-security-group";
import { attributeAddress } from "../stack/attribute-address";

/** Somewhere that tasks may connect to, besides HTTPS. */
export interface EgressRule {
  /** IPv4 or IPv6 block. */
  readonly cidr: string;
  readonly port: number;
  /** Default: tcp. */
  readonly protocol?: "tcp" | "udp";
}

export interface TaskSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  /** Who connects to the tasks: the load balancer's group, on the container's port. Absent for tasks that nobody connects to. */
  readonly inbound?: { readonly securityGroupId: string; readonly port: number };
  /** Other services call the tasks; the rules that let them come with the callers. Default: false. */
  readonly called?: boolean;
  /** Prefix lists of gateway endpoints the tasks may call, by service: `{ s3: "pl-…" }`. */
  readonly prefixListIds: Readonly<Record<string, string>>;
  /**
   * Where further HTTPS may go: `0.0.0.0/0` where a NAT gateway is the way to ECR's and CloudWatch's public addresses, the
   * VPC's own block where interface endpoints serve them.
   */
  readonly httpsCidr: string;
  /** Also to any address of IPv6: where the subnets have a way out for it, which clients then try first. Default: false. */
  readonly httpsIpv6?: boolean;
  /** Data stores and services that the tasks connect to, from their grants. */
  readonly connections?: readonly Connection[];
  readonly egress?: readonly EgressRule[];
}

const HTTPS_PORT = 443;
const ANY_IPV6 = "::/0";
/** Rules of a group that is replaced come before those of the old one go: running tasks keep their connections. */
const REPLACED_BESIDE = { createBeforeDestroy: true };

/** Lets the load balancer or calling services, and nothing else, reach the tasks; lets the tasks reach AWS over HTTPS and what they were granted. */
export class TaskSecurityGroup extends Construct {
  readonly securityGroup: SecurityGroup;
  /** Tasks may start only once these are in place. */
  readonly rules: readonly ITerraformDependable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TaskSecurityGroupProps,
  ) {
    super(scope, id);
    const { name, vpcId, prefixListIds, inbound, connections = [] } = props;
    this.securityGroup = new ReplaceableSecurityGroup(this, "Group", {
      name: `${name}-tasks`,
      description: `Tasks: reached by ${reachedBy(props)}`,
      vpcId,
    });
    this.rules = [
      ...(inbound ? this.fromLoadBalancer(inbound) : []),
      ...Object.entries(prefixListIds).map(([service, prefixListId]) => this.toPrefixList(service, prefixListId)),
      ...this.toBlocks(),
      ...connections.flatMap((connection) => this.toOther(connection)),
    ];
  }

  private fromLoadBalancer({ securityGroupId, port }: { readonly securityGroupId: string; readonly port: number }) {
    return this.bothSides("load-balancer", {
      from: securityGroupId,
      to: this.securityGroup.id,
      port,
      description: "Requests and health checks",
    });
  }

  private toOther({ id, to = "store", description, securityGroupId, port }: Connection) {
    return this.bothSides(`${to}-${id}`, { from: this.securityGroup.id, to: securityGroupId, port, description });
  }

  /** One connection: out of one group, into the other. */
  private bothSides(
    id: string,
    { from, to, port, description }: { from: string; to: string; port: number; description: string },
  ) {
    const rule = {
      description,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      // The other side's group stays when ours is replaced: its rule shall not move over while the old tasks still run.
      lifecycle: { ...REPLACED_BESIDE, replaceTriggeredBy: [attributeAddress(this.securityGroup, "id")] },
    };
    return [
      new VpcSecurityGroupEgressRule(this, `${id}-out`, {
        ...rule,
        securityGroupId: from,
        referencedSecurityGroupId: to,
      }),
      new VpcSecurityGroupIngressRule(this, `${id}-in`, {
        ...rule,
        securityGroupId: to,
        referencedSecurityGroupId: from,
      }),
    ];
  }

  private toPrefixList(service: string, prefixListId: string) {
    return new VpcSecurityGroupEgressRule(this, service, {
      securityGroupId: this.securityGroup.id,
      prefixListId,
      description: `HTTPS to ${service} through its gateway endpoint`,
      ipProtocol: "tcp",
      fromPort: HTTPS_PORT,
      toPort: HTTPS_PORT,
      lifecycle: REPLACED_BESIDE,
    });
  }

  private toBlocks() {
    const { httpsCidr, httpsIpv6 = false, egress = [] } = this.props;
    const cidrs = [httpsCidr, ...(httpsIpv6 ? [ANY_IPV6] : [])];
    const https = cidrs.map((cidr) =>
      this.toBlock(
        cidr === ANY_IPV6 ? "https-ipv6" : "https",
        { cidr, port: HTTPS_PORT },
        cidr === ANY_IPV6 ? "HTTPS over IPv6" : "HTTPS to AWS services",
      ),
    );
    // AWS refuses the same rule twice.
    const further = egress.filter(
      ({ cidr, port, protocol = "tcp" }) => !cidrs.includes(cidr) || port !== HTTPS_PORT || protocol !== "tcp",
    );
    return [
      ...https,
      ...further.map((rule) => this.toBlock(egressId(rule), rule, `Port ${rule.port} of ${rule.cidr}`)),
    ];
  }

  private toBlock(id: string, { cidr, port, protocol = "tcp" }: EgressRule, description: string) {
    return new VpcSecurityGroupEgressRule(this, id, {
      securityGroupId: this.securityGroup.id,
      ...(cidr.includes(":") ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
      description,
      ipProtocol: protocol,
      fromPort: port,
      toPort: port,
      lifecycle: REPLACED_BESIDE,
    });
  }
}

/** Part of a description that AWS never changes: another one replaces the group. */
function reachedBy({ inbound, called }: TaskSecurityGroupProps): string {
  if (inbound) return "the load balancer only";
  return called ? "the services that call them" : "nobody";
}

/** Known by what it opens: other rules come and go beside it. */
function egressId({ cidr, port, protocol = "tcp" }: EgressRule): string {
  return `to-${cidr.replace(/[^A-Za-z0-9]/g, "-")}-${port}-${protocol}`;
}
