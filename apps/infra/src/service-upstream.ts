import type { InternalService } from "@app/config";
import type { AlbStack } from "./stacks/alb-stack";
import type { ClusterStack } from "./stacks/cluster-stack";
import type { DataStack } from "./stacks/data-stack";
import type { DnsStack } from "./stacks/dns-stack";
import type { EcrStack } from "./stacks/ecr-stack";
import type { ImageStack } from "./stacks/image-stack";
import type { InternalServiceStack } from "./stacks/internal-service-stack";
import type { NetworkStack } from "./stacks/network-stack";

/** The stacks that the stack of a service may read. */
export interface ServiceUpstream {
  readonly network: NetworkStack;
  readonly dns: DnsStack;
  readonly cluster: ClusterStack;
  readonly ecr: EcrStack;
  /** Absent where every image exists already. */
  readonly image: ImageStack | undefined;
  /** Absent where the application keeps neither data nor secrets. */
  readonly data: DataStack | undefined;
  /** Absent where no service is a web service. */
  readonly alb: AlbStack | undefined;
  /** Services that others call, by key: those that were made already. */
  readonly internal: ReadonlyMap<
    string,
    { readonly description: InternalService; readonly stack: InternalServiceStack }
  >;
}
