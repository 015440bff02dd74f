import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Autoscaling } from "./autoscaling";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/service.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

function scaling(): Record<string, Record<string, Block>> {
  const { stack } = synthesize((app) => {
    new Autoscaling(new TestStack(app, "stack", settings, {}), "scaling", {
      clusterName: "flask-cluster",
      serviceName: "flask-test",
      minimumTasks: 2,
      maximumTasks: 6,
      targetCpuPercent: 60,
      targetRequestsPerMinute: 1000,
      loadBalancerArnSuffix: "app/flask-test/1",
      targetGroupArnSuffix: "targetgroup/flask/2",
    });
  });
  return stack?.resource ?? {};
}

const policy = (name: "cpu" | "requests"): Block | undefined =>
  scaling().aws_appautoscaling_policy?.[`scaling_${name}`]?.target_tracking_scaling_policy_configuration;

describe("Autoscaling", () => {
  it("keeps the service's tasks between the minimum and the maximum", () => {
    expect(scaling().aws_appautoscaling_target?.scaling_target).toMatchObject({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/flask-cluster/flask-test",
      min_capacity: 2,
      max_capacity: 6,
    });
  });

  it("follows the average CPU utilisation", () => {
    expect(policy("cpu")).toMatchObject({
      target_value: 60,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
    });
  });

  it("follows the requests per task, as the load balancer counts them", () => {
    expect(policy("requests")).toMatchObject({
      target_value: 1000,
      predefined_metric_specification: {
        predefined_metric_type: "ALBRequestCountPerTarget",
        resource_label: "app/flask-test/1/targetgroup/flask/2",
      },
    });
  });

  it.each(["cpu", "requests"] as const)("adds tasks faster than it removes them, by %s", (name) => {
    expect(policy(name)?.scale_out_cooldown).toBeLessThan(policy(name)?.scale_in_cooldown);
  });

  it("registers the target before its policies", () => {
    const references = Object.values(scaling().aws_appautoscaling_policy ?? {}).map(({ resource_id }) => resource_id);
    expect(references).toEqual(Array(2).fill("${aws_appautoscaling_target.scaling_target.resource_id}"));
  });
});
