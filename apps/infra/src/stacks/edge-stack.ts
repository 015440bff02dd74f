import { type Environment, flaskContract, resourceName } from "@app/config";
import { AliasRecords, CertificateValidation, LoadBalancer, text, WebFirewall } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";
import type { DnsStack } from "./dns-stack";
import type { NetworkStack } from "./network-stack";

const outputs = {
  url: text("Where the application answers"),
  loadBalancerName: text("Name of the load balancer"),
  loadBalancerDnsName: text("AWS's own name of the load balancer"),
  loadBalancerArnSuffix: text("The load balancer in CloudWatch's metrics"),
  loadBalancerSecurityGroupId: text("Security group that requests come from"),
  httpsListenerArn: text("HTTPS listener, for further rules"),
  targetGroupArn: text("Target group that the service registers its tasks in"),
  targetGroupArnSuffix: text("The target group in CloudWatch's metrics"),
};

/** Where requests enter: load balancer, certificate, names. Waits until the certificate is issued. */
export class EdgeStack extends EnvironmentStack<typeof outputs> {
  constructor(
    app: App,
    environment: Environment,
    upstream: { readonly network: NetworkStack; readonly dns: DnsStack },
  ) {
    super(app, environment, "edge", outputs);
    const network = this.read(upstream.network);
    const dns = this.read(upstream.dns);
    const { hostNames } = environment.dns;
    const name = resourceName(environment);
    const certificate = new CertificateValidation(this, "certificate", {
      certificateArn: dns.certificateArn,
      validationFqdn: dns.certificateValidationFqdn,
    });
    const { ipv6 } = environment.network;
    const { loadBalancer, targetGroup, httpsListener, securityGroup } = new LoadBalancer(this, "edge", {
      ...environment.loadBalancer,
      name,
      ipv6,
      accountId: environment.aws.accountId,
      vpcId: network.vpcId,
      subnetIds: network.publicSubnetIds,
      certificateArn: certificate.certificateArn,
      targetPort: flaskContract.port,
      healthCheckPath: flaskContract.healthCheckPath,
    });
    new AliasRecords(this, "alias", { zoneId: dns.zoneId, hostNames, loadBalancer, ipv6 });
    if (environment.loadBalancer.webApplicationFirewall) {
      new WebFirewall(this, "firewall", { name, loadBalancerArn: loadBalancer.arn });
    }
    this.publish({
      url: `https://${hostNames[0]}`,
      loadBalancerName: loadBalancer.name,
      loadBalancerDnsName: loadBalancer.dnsName,
      loadBalancerArnSuffix: loadBalancer.arnSuffix,
      loadBalancerSecurityGroupId: securityGroup.id,
      httpsListenerArn: httpsListener.arn,
      targetGroupArn: targetGroup.arn,
      targetGroupArnSuffix: targetGroup.arnSuffix,
    });
  }
}
