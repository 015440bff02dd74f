import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { WebFirewall } from "./web-firewall";

describe("WebFirewall", () => {
  const guarded = (requestsPerFiveMinutes?: number) =>
    oneStack((stack) => {
      new WebFirewall(stack, "firewall", { name: "flask-test", loadBalancerArn: "arn:alb", requestsPerFiveMinutes });
    }).resource;

  it("stands before the load balancer", () => {
    expect(guarded().aws_wafv2_web_acl_association?.firewall).toMatchObject({
      resource_arn: "arn:alb",
      web_acl_arn: "${aws_wafv2_web_acl.firewall.arn}",
    });
  });

  it.each([
    ["2000 in five minutes by default", undefined, 2000],
    ["as many as asked for", 500, 500],
  ])("blocks an address that sends more requests than %s", (_, requests, limit) => {
    expect(guarded(requests).aws_wafv2_web_acl?.firewall?.rule[0]).toMatchObject({
      priority: 0,
      action: { block: {} },
      statement: { rate_based_statement: { limit, aggregate_key_type: "IP" } },
    });
  });

  it("applies AWS's rules against common attacks and known bad inputs, and lets the rest pass", () => {
    const acl = guarded().aws_wafv2_web_acl?.firewall;
    const managed = acl?.rule.slice(1).map((rule: Block) => rule.statement.managed_rule_group_statement);
    expect(managed).toEqual([
      { vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" },
      { vendor_name: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
    ]);
    expect(acl).toMatchObject({ scope: "REGIONAL", default_action: { allow: {} } });
  });
});
