import type { Environment } from "@app/config";
import { Delegations, ExistingZone, HostedZone, list, text } from "@app/constructs";
import type { App } from "cdktf";
import { EnvironmentStack } from "../environment-stack";

const outputs = {
  zoneId: text("Id of the hosted zone"),
  nameServers: list("Enter these as the domain's name servers, at the registrar or in the parent zone"),
};

/** The domain's hosted zone: the environment's own, or one that exists. */
export class DnsStack extends EnvironmentStack<typeof outputs> {
  constructor(app: App, environment: Environment) {
    super(app, environment, "dns", outputs);
    const { zone } = this.zone();
    new Delegations(this, "Delegations", { zoneId: zone.zoneId, nameServers: environment.dns.delegations });
    this.publish({ zoneId: zone.zoneId, nameServers: zone.nameServers });
  }

  private zone(): HostedZone | ExistingZone {
    const { dns, aws } = this.environment;
    const { domain, formerDomains, zoneId, certificateAuthorities } = dns;
    if (zoneId !== undefined) return new ExistingZone(this, "Zone", { zoneId, domain });
    return new HostedZone(this, "Zone", {
      domain,
      formerDomains,
      certificateAuthorities,
      forceDestroy: aws.emulated,
    });
  }
}
