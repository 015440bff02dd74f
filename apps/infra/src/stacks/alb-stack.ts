import { type Environment, resourceName } from "@app/config";
import {
  Certificate,
  ExistingLoadBalancer,
  LoadBalancer,
  LoadBalancerAlarms,
  type OutputValues,
  text,
  WebFirewall,
} from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import { signsIn } from "../sign-in";
import type { ClusterStack } from "./cluster-stack";
import type { DnsStack } from "./dns-stack";
import type { NetworkStack } from "./network-stack";

const outputs = {
  loadBalancerArn: text("ARN of the load balancer"),
  loadBalancerArnSuffix: text("The load balancer in CloudWatch's metrics"),
  loadBalancerName: text("Name of the load balancer"),
  loadBalancerDnsName: text("AWS's own name of the load balancer"),
  loadBalancerZoneId: text("Zone of that name, for alias records"),
  securityGroupId: text("Security group that requests come from"),
  httpsListenerArn: text("HTTPS listener, for the rules of services"),
};

interface Upstream {
  readonly network: NetworkStack;
  readonly dns: DnsStack;
  readonly cluster: ClusterStack;
}

/** Where requests enter: a load balancer with its certificate and listeners, or one that exists. */
export class AlbStack extends EnvironmentStack<typeof outputs> {
  static isNeeded({ services }: Environment): boolean {
    return services.some(({ kind }) => kind === "web");
  }

  constructor(app: App, environment: Environment, upstream: Upstream) {
    super(app, environment, "alb", outputs);
    const { alb } = environment;
    this.publish("listenerArn" in alb ? this.existing(alb) : this.created(alb, upstream));
  }

  private created(alb: Exclude<Environment["alb"], { listenerArn: string }>, upstream: Upstream): Published {
    const { aws, network: place } = this.environment;
    const network = this.read(upstream.network);
    const name = resourceName(this.environment);
    const certificateArn = alb.certificateArn ?? this.issuedCertificate(upstream.dns);
    const { loadBalancer, httpsListener, securityGroup } = new LoadBalancer(this, "LoadBalancer", {
      ...alb,
      name,
      accountId: aws.accountId,
      ipv6: place.ipv6,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      certificateArn,
      callsIdentityProvider: signsIn(this.environment),
    });
    if (alb.webApplicationFirewall) new WebFirewall(this, "firewall", { name, loadBalancerArn: loadBalancer.arn });
    new LoadBalancerAlarms(this, "alarm", {
      name,
      topicArn: this.read(upstream.cluster).alarmTopicArn,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      certificateArn,
    });
    return {
      loadBalancerArn: loadBalancer.arn,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      loadBalancerName: loadBalancer.name,
      loadBalancerDnsName: loadBalancer.dnsName,
      loadBalancerZoneId: loadBalancer.zoneId,
      securityGroupId: securityGroup.id,
      httpsListenerArn: httpsListener.arn,
    };
  }

  private issuedCertificate(dns: DnsStack): string {
    const { domain } = this.environment.dns;
    return new Certificate(this, "certificate", { domain, zoneId: this.read(dns).zoneId }).issuedArn;
  }

  private existing(alb: Extract<Environment["alb"], { listenerArn: string }>): Published {
    const { loadBalancer, httpsListener, securityGroupId } = new ExistingLoadBalancer(this, "LoadBalancer", alb);
    return {
      loadBalancerArn: loadBalancer.arn,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      loadBalancerName: loadBalancer.name,
      loadBalancerDnsName: loadBalancer.dnsName,
      loadBalancerZoneId: loadBalancer.zoneId,
      securityGroupId,
      httpsListenerArn: httpsListener.arn,
    };
  }
}

type Published = OutputValues<typeof outputs>;
