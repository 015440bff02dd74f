import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsServiceServiceConnectConfiguration } from "@cdktf/provider-aws/lib/ecs-service";
import { logDeliveryOptions } from "./log-delivery";

/** The name under which other services reach a service. */
export interface ServiceEndpoint {
  /** Name in the namespace, and of the container's port. */
  readonly name: string;
  /** Port of the container and of the callers' URLs. */
  readonly port: number;
  /** Seconds an idle connection is kept. */
  readonly idleTimeoutSeconds: number;
  /** Seconds in which a request is answered; 0 is no limit. */
  readonly requestTimeoutSeconds: number;
  /** Encrypts what comes from other tasks. Default: plain HTTP inside of the VPC. */
  readonly tls?: { readonly certificateAuthorityArn: string; readonly roleArn: string };
}

/** How a service calls others, and how others call it. */
export interface ServiceConnect {
  readonly namespaceArn: string;
  /** Default: the service calls others, and nobody calls it. */
  readonly endpoint?: ServiceEndpoint;
}

/** Service Connect's proxy in each task of a service. The variables of the container stay as they are: it speaks plain HTTP to the proxy. */
export function serviceConnectConfiguration(
  { namespaceArn, endpoint }: ServiceConnect,
  { region, logGroup }: { readonly region: string; readonly logGroup: CloudwatchLogGroup },
): EcsServiceServiceConnectConfiguration {
  return {
    enabled: true,
    namespace: namespaceArn,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": logGroup.name,
        "awslogs-region": region,
        "awslogs-stream-prefix": "service-connect",
        // A proxy that waits for its log answers nobody.
        ...logDeliveryOptions("non-blocking"),
      },
    },
    ...(endpoint ? { service: [served(endpoint)] } : {}),
  };
}

function served({ name, port, idleTimeoutSeconds, requestTimeoutSeconds, tls }: ServiceEndpoint) {
  return {
    portName: name,
    discoveryName: name,
    clientAlias: { dnsName: name, port },
    timeout: { idleTimeoutSeconds, perRequestTimeoutSeconds: requestTimeoutSeconds },
    ...(tls
      ? { tls: { issuerCertAuthority: { awsPcaAuthorityArn: tls.certificateAuthorityArn }, roleArn: tls.roleArn } }
      : {}),
  };
}
