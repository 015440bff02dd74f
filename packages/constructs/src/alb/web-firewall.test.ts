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
      expect.objectContaining({ vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" }),
      expect.objectContaining({ vendor_name: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" }),
    ]);
    expect(acl).toMatchObject({ scope: "REGIONAL", default_action: { allow: {} } });
  });

  it("counts what people may well write: long texts, and texts of scripts and addresses", () => {
    const [, common] = guarded().aws_wafv2_web_acl?.firewall?.rule ?? [];
    const count = (name: string) => ({ name, action_to_use: { count: {} } });
    expect(common.statement.managed_rule_group_statement.rule_action_override).toEqual(
      ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY"].map(count),
    );
  });

  it("logs what it stops and counts, without sessions and passwords, where WAF may write", () => {
    const { aws_cloudwatch_log_group, aws_wafv2_web_acl_logging_configuration } = guarded();
    expect(aws_cloudwatch_log_group?.firewall_logs).toMatchObject({
      name: "aws-waf-logs-flask-test",
      retention_in_days: 90,
    });
    const logging = aws_wafv2_web_acl_logging_configuration?.firewall;
    expect(logging).toMatchObject({
      resource_arn: "${aws_wafv2_web_acl.firewall.arn}",
      log_destination_configs: ["${aws_cloudwatch_log_group.firewall_logs.arn}"],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      logging_filter: { default_behavior: "DROP" },
    });
    const [{ behavior, condition }] = logging?.logging_filter.filter ?? [];
    expect([behavior, condition.map((one: Block) => one.action_condition.action)]).toEqual([
      "KEEP",
      ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"],
    ]);
  });
});
