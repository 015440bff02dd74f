import type { Environment } from "@app/config";
import { Certificate, HostedZone, list, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  zoneId: text("Id of the hosted zone"),
  nameServers: list("Enter these as the domain's name servers, at the registrar or in the parent zone"),
  certificateArn: text("Certificate of the domain and its names, requested but not necessarily issued"),
  certificateValidationFqdn: text("Record that proves control of the domain to ACM"),
};

export class DnsStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "dns", outputs);
    const { domain } = environment.dns;
    const { zone } = new HostedZone(this, "domain", { domain });
    const { certificate, validationFqdn } = new Certificate(this, "tls", { domain, zoneId: zone.zoneId });
    this.publish({
      zoneId: zone.zoneId,
      nameServers: zone.nameServers,
      certificateArn: certificate.arn,
      certificateValidationFqdn: validationFqdn,
    });
  }
}
