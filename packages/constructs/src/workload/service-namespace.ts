import { ServiceDiscoveryHttpNamespace } from "@cdktf/provider-aws/lib/service-discovery-http-namespace";
import { Construct } from "constructs";

export interface ServiceNamespaceProps {
  /** Unique in account and region. */
  readonly name: string;
}

/** Where services find each other by name with Service Connect. Nothing in it is looked up with DNS, or from outside of ECS. */
export class ServiceNamespace extends Construct {
  readonly namespace: ServiceDiscoveryHttpNamespace;

  constructor(scope: Construct, id: string, { name }: ServiceNamespaceProps) {
    super(scope, id);
    this.namespace = new ServiceDiscoveryHttpNamespace(this, "Namespace", {
      name,
      description: "Names under which services reach each other",
    });
  }
}
