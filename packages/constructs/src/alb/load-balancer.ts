import { Lb } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { ReplaceableSecurityGroup } from "../network/replaceable-security-group";
import { AccessLogBucket } from "./access-log-bucket";

export interface LoadBalancerProps {
  /** At most 32 letters, digits and hyphens. */
  readonly name: string;
  readonly accountId: string;
  readonly vpcId: string;
  /** In at least two zones. */
  readonly subnetIds: string[];
  /** Certificate of the HTTPS listener, already issued. */
  readonly certificateArn: string;
  /** Seconds an idle connection is kept, 1 to 4000. The targets must keep theirs longer, else clients see 502. */
  readonly idleTimeoutSeconds: number;
  readonly ipv6: boolean;
  readonly deletionProtected: boolean;
  /** TLS versions and ciphers of the HTTPS listener, by AWS's name. Default: TLS 1.3 and 1.2, with post-quantum key exchange. */
  readonly tlsPolicy?: string;
  /** Keeps access logs for 90 days in a bucket of their own. */
  readonly accessLogs: boolean;
  /** Some rule asks visitors to sign in: the load balancer itself calls the identity provider. Default: false. */
  readonly callsIdentityProvider?: boolean;
}

/** TLS 1.3 and 1.2 with forward secrecy and authenticated ciphers only, and with a key exchange that quantum computers do not break. */
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/**
 * A public application load balancer: plain HTTP is redirected, HTTPS is answered with 404 unless a listener rule claims the
 * host. Each service brings its own rules and target group.
 */
export class LoadBalancer extends Construct {
  readonly loadBalancer: Lb;
  readonly httpsListener: LbListener;
  /** Open to the world on 80 and 443. Outgoing traffic to targets is opened by whoever adds them. */
  readonly securityGroup: SecurityGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: LoadBalancerProps,
  ) {
    super(scope, id);
    this.securityGroup = this.publicSecurityGroup();
    if (props.callsIdentityProvider) this.letOutToIdentityProvider();
    const logs = props.accessLogs ? new AccessLogBucket(this, "access-logs", props) : undefined;
    this.loadBalancer = new Lb(this, "alb", {
      name: props.name,
      loadBalancerType: "application",
      internal: false,
      ipAddressType: props.ipv6 ? "dualstack" : "ipv4",
      securityGroups: [this.securityGroup.id],
      subnets: props.subnetIds,
      idleTimeout: props.idleTimeoutSeconds,
      enableDeletionProtection: props.deletionProtected,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      ...(logs ? { accessLogs: { enabled: true, bucket: logs.bucketName }, dependsOn: [logs.policy] } : {}),
    });
    this.redirectToHttps();
    this.httpsListener = new LbListener(this, "https", {
      loadBalancerArn: this.loadBalancer.arn,
      port: 443,
      protocol: "HTTPS",
      sslPolicy: props.tlsPolicy ?? TLS_POLICY,
      certificateArn: props.certificateArn,
      defaultAction: [
        {
          type: "fixed-response",
          fixedResponse: { contentType: "text/plain", messageBody: "No application answers here.", statusCode: "404" },
        },
      ],
    });
  }

  private publicSecurityGroup(): SecurityGroup {
    const { name, vpcId, ipv6 } = this.props;
    const group = new ReplaceableSecurityGroup(this, "alb-group", {
      name: `${name}-alb`,
      // Never changed: rules of other stacks name this group, and AWS deletes none that a rule names.
      // https://docs.aws.amazon.com/vpc/latest/userguide/deleting-security-groups.html
      description: "Load balancer: HTTP and HTTPS from anywhere",
      vpcId,
    });
    const sources = [
      { version: "ipv4", cidrIpv4: "0.0.0.0/0" },
      ...(ipv6 ? [{ version: "ipv6", cidrIpv6: "::/0" }] : []),
    ];
    for (const { version, ...source } of sources) {
      for (const [protocol, port] of [
        ["http", 80],
        ["https", 443],
      ] as const) {
        new VpcSecurityGroupIngressRule(this, `${protocol}-${version}`, {
          securityGroupId: group.id,
          description: `${protocol.toUpperCase()} from anywhere`,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          ...source,
        });
      }
    }
    return group;
  }

  /** For its token and user info endpoints, whose addresses nobody promises; IPv4 is all that a load balancer speaks to them. */
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#configure-user-authentication
  private letOutToIdentityProvider(): void {
    new VpcSecurityGroupEgressRule(this, "identity-provider", {
      securityGroupId: this.securityGroup.id,
      description: "HTTPS to the identity provider",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: "0.0.0.0/0",
    });
  }

  private redirectToHttps(): void {
    new LbListener(this, "http", {
      loadBalancerArn: this.loadBalancer.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
  }
}
