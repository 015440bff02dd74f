import { DataAwsEcsService } from "@cdktf/provider-aws/lib/data-aws-ecs-service";
import { EcsService, type EcsServiceServiceConnectConfiguration } from "@cdktf/provider-aws/lib/ecs-service";
import type { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Capacity, capacityProviderStrategy } from "./capacity";

/** Where the load balancer finds the tasks. */
export interface ServiceTargets {
  readonly targetGroupArn: string;
  readonly containerName: string;
  readonly containerPort: number;
  /** Seconds after a task's start in which failed health checks do not count. */
  readonly healthCheckGracePeriodSeconds: number;
}

export interface FargateServiceProps {
  readonly name: string;
  readonly clusterArn: string;
  readonly taskDefinition: EcsTaskDefinition;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Tasks in public subnets have no other way out. Default: false. */
  readonly assignPublicIp?: boolean;
  /** Absent for a service that no load balancer knows. */
  readonly targets?: ServiceTargets;
  /** Absent for a service that neither calls others by name nor is called. */
  readonly serviceConnect?: EcsServiceServiceConnectConfiguration;
  /** Tasks at creation; scaling owns the number afterwards. */
  readonly desiredCount: number;
  readonly capacity: Capacity;
  readonly executeCommand: boolean;
  /** What must be in place before a task starts: policies of its roles, rules of its security group and of the listener. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * Tasks that ECS keeps running. A release that does not become healthy is rolled back by ECS, and the deploy then fails
 * instead of reporting success.
 */
export class FargateService extends Construct {
  readonly service: EcsService;
  /** Task definition that ECS runs once the release is over. Unknown after one that was rolled back: what was published before stays. */
  readonly releasedTaskDefinitionArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: FargateServiceProps,
  ) {
    super(scope, id);
    this.service = this.rollingService();
    this.releasedTaskDefinitionArn = this.released().taskDefinition;
  }

  private rollingService(): EcsService {
    const { props } = this;
    return new EcsService(this, "Service", {
      name: props.name,
      cluster: props.clusterArn,
      taskDefinition: props.taskDefinition.arn,
      desiredCount: props.desiredCount,
      capacityProviderStrategy: capacityProviderStrategy(props.capacity),
      // Without it the provider replaces the service when its capacity providers change: it would be gone meanwhile.
      // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/ecs_service#capacity_provider_strategy-1
      forceNewDeployment: true,
      platformVersion: "LATEST",
      networkConfiguration: {
        subnets: [...props.subnetIds],
        securityGroups: [...props.securityGroupIds],
        assignPublicIp: props.assignPublicIp ?? false,
      },
      ...this.loadBalanced(),
      ...(props.serviceConnect ? { serviceConnectConfiguration: props.serviceConnect } : {}),
      // After a zone was out, tasks spread again.
      availabilityZoneRebalancing: "ENABLED",
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
      enableEcsManagedTags: true,
      propagateTags: "SERVICE",
      enableExecuteCommand: props.executeCommand,
      waitForSteadyState: true,
      // Scaling owns the number after creation; a deploy must not undo what it decided.
      lifecycle: { ignoreChanges: ["desired_count"] },
      dependsOn: [...props.dependsOn],
    });
  }

  private loadBalanced() {
    const { targets } = this.props;
    if (!targets) return {};
    const { healthCheckGracePeriodSeconds, ...loadBalancer } = targets;
    return { healthCheckGracePeriodSeconds, loadBalancer: [loadBalancer] };
  }

  /** A service that ECS rolled back is steady as well: only its task definition tells. */
  private released(): DataAwsEcsService {
    const release = new DataAwsEcsService(this, "released", {
      clusterArn: this.props.clusterArn,
      serviceName: this.service.name,
      dependsOn: [this.service],
    });
    release.addOverride("lifecycle", {
      postcondition: [
        {
          condition: `\${self.task_definition == ${this.props.taskDefinition.fqn}.arn}`,
          error_message:
            "The new version did not become healthy and ECS rolled back to the one before, which still answers. The log group of the service and the stopped tasks say why.",
        },
      ],
    });
    return release;
  }
}
