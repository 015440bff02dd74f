import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { DataAwsEcsService } from "@cdktf/provider-aws/lib/data-aws-ecs-service";
import { EcsCluster } from "@cdktf/provider-aws/lib/ecs-cluster";
import { EcsClusterCapacityProviders } from "@cdktf/provider-aws/lib/ecs-cluster-capacity-providers";
import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { Construct } from "constructs";
import type { PolicyStatement } from "../policy/policy-document";
import { type ContainerSettings, TaskDefinition } from "./task-definition";
import { TaskRoles } from "./task-roles";

export interface FargateServiceProps {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly architecture: "X86_64" | "ARM64";
  readonly container: ContainerSettings;
  readonly subnetIds: string[];
  readonly securityGroupIds: string[];
  readonly targetGroupArn: string;
  readonly repositoryArn: string;
  /** What the application may do, from the resources it was given. */
  readonly grants: readonly PolicyStatement[];
  /** Tasks at creation; autoscaling owns the number afterwards. */
  readonly desiredCount: number;
  /** FARGATE_SPOT costs about a third and may be reclaimed with two minutes' notice. */
  readonly capacityProvider: "FARGATE" | "FARGATE_SPOT";
  readonly healthCheckGracePeriodSeconds: number;
  readonly logRetentionDays: number;
  readonly executeCommand: boolean;
}

/**
 * A cluster with one service behind a target group. A release that does not become healthy is rolled back by ECS, and the
 * deploy then fails instead of reporting success.
 */
export class FargateService extends Construct {
  readonly cluster: EcsCluster;
  readonly service: EcsService;
  readonly definition: TaskDefinition;
  readonly logGroup: CloudwatchLogGroup;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FargateServiceProps,
  ) {
    super(scope, id);
    this.logGroup = new CloudwatchLogGroup(this, "logs", {
      name: `/ecs/${props.name}`,
      retentionInDays: props.logRetentionDays,
    });
    const roles = new TaskRoles(this, "role", { ...props, logGroup: this.logGroup });
    this.definition = new TaskDefinition(this, "task", { ...props, logGroup: this.logGroup, roles });
    this.cluster = new EcsCluster(this, "cluster", {
      name: props.name,
      setting: [{ name: "containerInsights", value: "enabled" }],
    });
    const capacity = new EcsClusterCapacityProviders(this, "capacity", {
      clusterName: this.cluster.name,
      capacityProviders: ["FARGATE", "FARGATE_SPOT"],
    });
    this.service = this.rollingService([capacity, ...roles.policies]);
    this.refuseRollback();
  }

  private rollingService(dependsOn: ConstructorParameters<typeof EcsService>[2]["dependsOn"]): EcsService {
    const { props } = this;
    return new EcsService(this, "service", {
      name: props.name,
      cluster: this.cluster.arn,
      taskDefinition: this.definition.taskDefinition.arn,
      desiredCount: props.desiredCount,
      capacityProviderStrategy: [{ capacityProvider: props.capacityProvider, weight: 1, base: 0 }],
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: props.subnetIds,
        securityGroups: props.securityGroupIds,
        assignPublicIp: false,
      },
      loadBalancer: [
        {
          targetGroupArn: props.targetGroupArn,
          containerName: TaskDefinition.containerName,
          containerPort: props.container.port,
        },
      ],
      healthCheckGracePeriodSeconds: props.healthCheckGracePeriodSeconds,
      // After a zone was out, tasks spread again.
      availabilityZoneRebalancing: "ENABLED",
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: props.executeCommand,
      waitForSteadyState: true,
      // Autoscaling owns the number after creation; a deploy must not undo what it decided.
      lifecycle: { ignoreChanges: ["desired_count"] },
      dependsOn,
    });
  }

  /** A service that ECS rolled back is steady as well: only its task definition tells. */
  private refuseRollback(): void {
    const release = new DataAwsEcsService(this, "released", {
      clusterArn: this.cluster.arn,
      serviceName: this.service.name,
      dependsOn: [this.service],
    });
    release.addOverride("lifecycle", {
      postcondition: [
        {
          condition: `\${self.task_definition == ${this.definition.taskDefinition.fqn}.arn}`,
          error_message:
            "The new version did not become healthy and ECS rolled back to the one before, which still answers. The log group of the service and the stopped tasks say why.",
        },
      ],
    });
  }
}
