import { oneStack } from "../testing/one-stack";
import { TargetGroup, type TargetGroupProps } from "./target-group";

const group = (changes: Partial<TargetGroupProps> = {}) =>
  oneStack((stack) => {
    new TargetGroup(stack, "target-group", {
      name: "flask-test-web",
      vpcId: "vpc-1",
      port: 8080,
      healthCheckPath: "/ready",
      deregistrationDelaySeconds: 15,
      ...changes,
    });
  }).resource.aws_lb_target_group?.target_group;

describe("TargetGroup", () => {
  it("asks its targets for their health on the path given", () => {
    expect(group()).toMatchObject({
      target_type: "ip",
      port: 8080,
      protocol: "HTTP",
      deregistration_delay: "15",
      health_check: { path: "/ready", matcher: "200" },
    });
  });

  it("takes other answers for healthy where that is asked for", () => {
    expect(group({ healthCheckCodes: "200-399" })?.health_check.matcher).toBe("200-399");
  });

  it("is replaced under a new name before rules and service let go of the old one", () => {
    expect(group()).toMatchObject({ name_prefix: "flask-", lifecycle: { create_before_destroy: true } });
    expect(group()).not.toHaveProperty("name");
  });
});
