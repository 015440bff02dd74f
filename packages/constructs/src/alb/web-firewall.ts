import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import { Construct } from "constructs";

export interface WebFirewallProps {
  readonly name: string;
  readonly loadBalancerArn: string;
  /** Requests that one address may send in five minutes. Default: 2000. */
  readonly requestsPerFiveMinutes?: number;
}

/**
 * AWS's managed rules against common attacks and known bad inputs, each with those of them that only count. What people
 * write is longer than 8 KB, as a form with a thousand Chinese characters is, and speaks of scripts and addresses: a text is
 * no attack before somebody runs it, and who shows it escapes it.
 */
// https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html
const MANAGED_RULES = [
  {
    group: "AWSManagedRulesCommonRuleSet",
    counted: ["SizeRestrictions_BODY", "CrossSiteScripting_BODY", "GenericRFI_BODY"],
  },
  { group: "AWSManagedRulesKnownBadInputsRuleSet", counted: [] },
] as const;

/** As long as the load balancer's own logs. */
const LOG_RETENTION_DAYS = 90;
/** Sessions and passwords. */
const SECRET_HEADERS = ["authorization", "cookie"];

/** Filters requests before they reach the load balancer's targets, and keeps a log of those that it stops or counts. */
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
    const managed = MANAGED_RULES.map(({ group, counted }, index) => ({
      name: group,
      priority: index + 1,
      overrideAction: { none: {} },
      statement: {
        managed_rule_group_statement: {
          vendor_name: "AWS",
          name: group,
          rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
        },
      },
      visibilityConfig: visibilityConfig(group),
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
    this.log(name, acl);
  }

  /** WAF writes to groups with this prefix alone, and puts the policy that lets it there by itself. */
  // https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
  private log(name: string, acl: Wafv2WebAcl): void {
    const group = new CloudwatchLogGroup(this, "logs", {
      name: `aws-waf-logs-${name}`,
      retentionInDays: LOG_RETENTION_DAYS,
    });
    new Wafv2WebAclLoggingConfiguration(this, "Logging", {
      resourceArn: acl.arn,
      logDestinationConfigs: [group.arn],
      redactedFields: SECRET_HEADERS.map((header) => ({ singleHeader: { name: header } })),
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
    });
  }
}
