import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import { Scaling, type ScheduledLimits } from "./scaling";
import { type Released, TaskService, type TaskServiceProps } from "./task-service";

export interface WorkerServiceProps extends TaskServiceProps {
  /** The queue that it consumes. Default: none, its work comes from elsewhere. */
  readonly queueName?: string;
  readonly scaling: {
    /** Messages, waiting or in work, for each task. */
    readonly backlogPerTask: number;
    readonly cpuPercent?: number;
    readonly memoryPercent?: number;
    readonly schedule?: readonly ScheduledLimits[];
  };
}

/** Tasks that fetch their work and that nobody connects to. */
export class WorkerService extends Construct {
  readonly service: EcsService;
  readonly released: Released;
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, props: WorkerServiceProps) {
    super(scope, id);
    const { clusterName, tasks, queueName, scaling } = props;
    const { service, released, logGroup } = new TaskService(this, "TaskService", props);
    new Scaling(this, "scaling", {
      ...scaling,
      clusterName,
      service,
      minimumTasks: tasks.minimum,
      maximumTasks: tasks.maximum,
      backlog: queueName === undefined ? undefined : { perTask: scaling.backlogPerTask, queueName },
    });
    this.service = service;
    this.released = released;
    this.logGroup = logGroup;
  }
}
