import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import type { ContainerSettings } from "./container";
import { Scaling, type ScheduledLimits } from "./scaling";
import type { ServiceConnect, ServiceEndpoint } from "./service-connect";
import { type Released, TaskService, type TaskServiceProps } from "./task-service";

export interface InternalServiceProps extends TaskServiceProps {
  /** Listens for the requests of other services. */
  readonly container: ContainerSettings & { readonly port: number };
  readonly serviceConnect: ServiceConnect & { readonly endpoint: ServiceEndpoint };
  readonly scaling: {
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly schedule?: readonly ScheduledLimits[];
  };
}

/** Tasks that other services call by name. Who may do so opens the security group for itself. */
export class InternalService extends Construct {
  readonly service: EcsService;
  readonly released: Released;
  readonly securityGroup: SecurityGroup;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: InternalServiceProps) {
    super(scope, id);
    const { container, serviceConnect, clusterName, tasks, scaling } = props;
    const { service, released, securityGroup, logGroup } = new TaskService(this, "TaskService", {
      ...props,
      container: { ...container, endpointName: serviceConnect.endpoint.name },
    });
    new Scaling(this, "scaling", {
      ...scaling,
      clusterName,
      service,
      minimumTasks: tasks.minimum,
      maximumTasks: tasks.maximum,
    });
    this.service = service;
    this.released = released;
    this.securityGroup = securityGroup;
    this.logGroup = logGroup;
  }
}
