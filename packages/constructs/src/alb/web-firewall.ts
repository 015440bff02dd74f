import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct } from "constructs";

export interface WebFirewallProps {
  readonly name: string;
  readonly loadBalancerArn: string;
  /** Requests that one address may send in five minutes. Default: 2000. */
  readonly requestsPerFiveMinutes?: number;
}

/** AWS's managed rules against common attacks and known bad inputs. Each rule and each million requests is billed. */
const MANAGED_RULES = ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"] as const;

/** Filters requests before they reach the load balancer's targets. */
export class WebFirewall extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { name, loadBalancerArn, requestsPerFiveMinutes = 2000 }: WebFirewallProps,
  ) {
    super(scope, id);
    const visibilityConfig = (metricName: string) => ({
      cloudwatchMetricsEnabled: true,
      metricName,
      sampledRequestsEnabled: true,
    });
    // The bindings leave `statement` untyped, so it is written as Terraform spells it.
    const managed = MANAGED_RULES.map((rule, index) => ({
      name: rule,
      priority: index + 1,
      overrideAction: { none: {} },
      statement: { managed_rule_group_statement: { vendor_name: "AWS", name: rule } },
      visibilityConfig: visibilityConfig(rule),
    }));
    const rateLimit = {
      name: "RateLimit",
      priority: 0,
      action: { block: {} },
      statement: { rate_based_statement: { limit: requestsPerFiveMinutes, aggregate_key_type: "IP" } },
      visibilityConfig: visibilityConfig("RateLimit"),
    };
    const acl = new Wafv2WebAcl(this, "Acl", {
      name,
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: visibilityConfig(name),
      rule: [rateLimit, ...managed],
    });
    new Wafv2WebAclAssociation(this, "Association", { resourceArn: loadBalancerArn, webAclArn: acl.arn });
  }
}
