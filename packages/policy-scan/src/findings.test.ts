import type { CheckRecord } from "./checkov";
import { findings } from "./findings";
import { canary } from "./scanner-input";
import type { SynthesizedStack } from "./synthesized-stack";

const stack: SynthesizedStack = {
  environment: "staging",
  stack: "edge",
  terraform: {
    resource: {
      aws_lb: { alb: { "//": { metadata: { path: "edge/balancer/alb", uniqueId: "alb" } } }, shared: {} },
      aws_wafv2_web_acl: { shared: {} },
    },
  },
};

function record(resource: string, changes: Partial<CheckRecord> = {}): CheckRecord {
  return {
    check_id: "CKV_AWS_150",
    check_name: "deletion protection",
    check_result: { evaluated_keys: [] },
    file_path: "/staging/edge/cdk.tf.json",
    resource,
    ...changes,
  };
}

const canaries = canary.checks.map((check_id) => record(`resource.${canary.name}`, { check_id }));

describe("findings", () => {
  it("names check, environment, address and construct", () => {
    expect(findings({ passed: [], failed: [...canaries, record("resource.aws_lb__alb")] }, [stack]).failed).toEqual([
      {
        check: "CKV_AWS_150",
        title: "deletion protection",
        environment: "staging",
        resource: "edge: aws_lb.alb",
        construct: "edge/balancer/alb",
        arguments: [],
      },
    ]);
  });

  it("knows addresses that checkov reports in full", () => {
    const failed = [...canaries, record("aws_lb.aws_lb__alb")];
    expect(findings({ passed: [], failed }, [stack]).failed[0]?.resource).toBe("edge: aws_lb.alb");
  });

  it("names each argument once, in order, without positions", () => {
    const evaluated_keys = ["resource_type", "rule/*/name", "access_logs/[0]/enabled", "access_logs/0/enabled/0"];
    const failed = [...canaries, record("resource.aws_lb__alb", { check_result: { evaluated_keys } })];
    expect(findings({ passed: [], failed }, [stack]).failed[0]?.arguments).toEqual([
      "access_logs.enabled",
      "rule.name",
    ]);
  });

  it("does not count what was added to prove that checkov looked", () => {
    const passed = [record("resource.aws_lb__alb"), record(`resource.${canary.name}`)];
    expect(findings({ passed, failed: canaries }, [stack])).toEqual({ passed: 1, failed: [] });
  });

  it.each(canary.checks)("refuses a report in which the added resource passes %s", (check) => {
    const failed = canaries.filter(({ check_id }) => check_id !== check);
    expect(() => findings({ passed: [], failed }, [stack])).toThrow(/checkov did not look into staging\/edge:/);
  });

  it("tells two resources of one name apart", () => {
    const failed = [...canaries, record("resource.aws_wafv2_web_acl__shared")];
    expect(findings({ passed: [], failed }, [stack]).failed[0]?.resource).toBe("edge: aws_wafv2_web_acl.shared");
  });

  it("refuses a report on something that is not in the stack", () => {
    const failed = [...canaries, record("resource.aws_lb__gone")];
    expect(() => findings({ passed: [], failed }, [stack])).toThrow("which it was not given");
  });
});
