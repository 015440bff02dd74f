import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { Scaling, type ScalingProps } from "./scaling";

const ALL = {
  cpuPercent: 60,
  memoryPercent: 70,
  requests: { perMinute: 1000, loadBalancerArnSuffix: "app/flask/1", targetGroupArnSuffix: "targetgroup/flask/2" },
};
const MORNING = { at: "cron(0 8 ? * MON-FRI *)", timeZone: "Europe/Berlin", minimum: 4, maximum: 12 };
const EVENING = { at: "cron(0 20 ? * MON-FRI *)", timeZone: "Europe/Berlin", minimum: 1, maximum: 3 };

const scaling = (changes: Partial<ScalingProps> = ALL): Record<string, Record<string, Block>> =>
  oneStack((stack) => {
    new Scaling(stack, "scaling", {
      clusterName: "shared",
      service: new EcsService(stack, "service", { name: "flask-test" }),
      minimumTasks: 2,
      maximumTasks: 6,
      ...changes,
    });
  }).resource;
const target = (changes?: Partial<ScalingProps>): Block => scaling(changes).aws_appautoscaling_target?.scaling ?? {};
const policy = (name: string): Block | undefined =>
  scaling().aws_appautoscaling_policy?.[`scaling_${name}`]?.target_tracking_scaling_policy_configuration;

describe("Scaling", () => {
  it("keeps the service's tasks between the minimum and the maximum", () => {
    expect(target()).toMatchObject({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: "service/shared/${aws_ecs_service.service.name}",
      min_capacity: 2,
      max_capacity: 6,
    });
  });

  it.each([
    ["cpu", "ECSServiceAverageCPUUtilization", 60],
    ["memory", "ECSServiceAverageMemoryUtilization", 70],
    ["requests", "ALBRequestCountPerTarget", 1000],
  ])("follows %s", (name, predefined_metric_type, target_value) => {
    expect(policy(name)).toMatchObject({ target_value, predefined_metric_specification: { predefined_metric_type } });
  });

  it("counts requests as the load balancer does, per task", () => {
    expect(policy("requests")?.predefined_metric_specification.resource_label).toBe("app/flask/1/targetgroup/flask/2");
  });

  it("follows nothing that is not asked for", () => {
    expect(scaling({}).aws_appautoscaling_policy).toBeUndefined();
    expect(scaling({}).aws_appautoscaling_scheduled_action).toBeUndefined();
  });

  it.each(["cpu", "memory", "requests"])("adds tasks faster than it removes them, by %s", (name) => {
    expect(policy(name)?.scale_out_cooldown).toBeLessThan(policy(name)?.scale_in_cooldown);
  });

  it("comes back with a service that is replaced: AWS forgets it with the old one", () => {
    const all = scaling({ ...ALL, schedule: [MORNING] });
    expect(target().lifecycle).toEqual({ replace_triggered_by: ["aws_ecs_service.service.id"] });
    const dependents = [
      ...Object.values(all.aws_appautoscaling_policy ?? {}),
      ...Object.values(all.aws_appautoscaling_scheduled_action ?? {}),
    ];
    expect(dependents.map(({ lifecycle }) => lifecycle)).toEqual(
      Array(4).fill({ replace_triggered_by: ["aws_appautoscaling_target.scaling.id"] }),
    );
  });
});

describe("the schedule of a Scaling", () => {
  const actions = (...schedule: (typeof MORNING)[]) => scaling({ schedule }).aws_appautoscaling_scheduled_action ?? {};

  it("sets other limits at its moments", () => {
    expect(Object.values(actions(MORNING))).toMatchObject([
      {
        schedule: "cron(0 8 ? * MON-FRI *)",
        timezone: "Europe/Berlin",
        scalable_target_action: { min_capacity: "4", max_capacity: "12" },
      },
    ]);
  });

  it("leaves its entries alone when another comes in front", () => {
    expect(actions(EVENING, MORNING)).toMatchObject(actions(MORNING));
  });

  it("is not set back by a deploy, unless the limits themselves change", () => {
    expect(target({ schedule: [MORNING] }).lifecycle).toEqual({
      ignore_changes: ["min_capacity", "max_capacity"],
      replace_triggered_by: ["aws_ecs_service.service.id", "terraform_data.scaling_limits.output"],
    });
    expect(scaling({ schedule: [MORNING] }).terraform_data?.scaling_limits?.input).toEqual({
      minimumTasks: 2,
      maximumTasks: 6,
    });
  });
});
