import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { AliasRecords } from "./alias-records";
import { LoadBalancer, type LoadBalancerProps } from "./load-balancer";
import { WebFirewall } from "./web-firewall";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/edge.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

type Resources = Record<string, Record<string, Block>>;

/** A load balancer `edge`, and what `attach` adds to it. */
function edge(
  changes: Partial<LoadBalancerProps> = {},
  attach: (scope: TestStack, edge: LoadBalancer) => void = () => {},
): Resources {
  const { stack } = synthesize((app) => {
    const scope = new TestStack(app, "stack", settings, {});
    const loadBalancer = new LoadBalancer(scope, "edge", {
      name: "flask-test",
      accountId: "111111111111",
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b"],
      certificateArn: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
      idleTimeoutSeconds: 75,
      deregistrationDelaySeconds: 15,
      targetPort: 8080,
      healthCheckPath: "/health",
      ipv6: false,
      deletionProtected: false,
      accessLogs: false,
      ...changes,
    });
    attach(scope, loadBalancer);
  });
  return stack?.resource ?? {};
}

const alb = (resources: Resources) => resources.aws_lb?.edge_alb;

describe("LoadBalancer", () => {
  it("keeps idle connections as long as asked for", () => {
    expect(alb(edge({ idleTimeoutSeconds: 120 }))?.idle_timeout).toBe(120);
  });

  it("faces the internet from every subnet given and drops invalid headers", () => {
    expect(alb(edge())).toMatchObject({
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-b"],
      drop_invalid_header_fields: true,
    });
  });

  it.each([true, false])("is protected from deletion as asked for: %s", (deletionProtected) => {
    expect(alb(edge({ deletionProtected }))?.enable_deletion_protection).toBe(deletionProtected);
  });

  it("redirects plain HTTP to HTTPS with a permanent redirect", () => {
    expect(edge().aws_lb_listener?.edge_http).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
  });

  it("forwards HTTPS with at least TLS 1.2 to its targets", () => {
    expect(edge().aws_lb_listener?.edge_https).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
      default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.edge_targets.arn}" }],
    });
  });

  it("asks its targets for their health on the path given", () => {
    expect(edge({ healthCheckPath: "/ready" }).aws_lb_target_group?.edge_targets).toMatchObject({
      target_type: "ip",
      port: 8080,
      protocol: "HTTP",
      deregistration_delay: "15",
      health_check: { path: "/ready", matcher: "200" },
    });
  });

  it("replaces its target group under a new name before the listener lets go of the old one", () => {
    const targets = edge().aws_lb_target_group?.edge_targets;
    expect(targets?.lifecycle).toEqual({ create_before_destroy: true });
    expect(targets?.name_prefix).toBe("flask-");
    expect(targets).not.toHaveProperty("name");
  });

  it("is reached on 80 and 443 only, and reaches nothing by itself", () => {
    const { aws_vpc_security_group_ingress_rule, aws_vpc_security_group_egress_rule, aws_security_group } = edge();
    const ports = Object.values(aws_vpc_security_group_ingress_rule ?? {}).map((rule) => [
      rule.from_port,
      rule.to_port,
    ]);
    expect(ports).toEqual([
      [80, 80],
      [443, 443],
    ]);
    expect(aws_vpc_security_group_egress_rule).toBeUndefined();
    expect(aws_security_group?.edge_security_group).not.toHaveProperty("egress");
  });

  it("is reached over IPv6 as well when that is on", () => {
    const resources = edge({ ipv6: true });
    expect(alb(resources)?.ip_address_type).toBe("dualstack");
    const rules = Object.values(resources.aws_vpc_security_group_ingress_rule ?? {});
    expect(rules.filter((rule) => rule.cidr_ipv6 === "::/0").map((rule) => rule.from_port)).toEqual([80, 443]);
    expect(alb(edge())?.ip_address_type).toBe("ipv4");
  });
});

describe("access logs of a LoadBalancer", () => {
  const logged = () => edge({ accessLogs: true });

  it("cost nothing where they are off", () => {
    expect(alb(edge())).not.toHaveProperty("access_logs");
    expect(edge()).not.toHaveProperty("aws_s3_bucket");
  });

  it("go to a bucket whose policy is in place before", () => {
    expect(alb(logged())).toMatchObject({
      access_logs: { enabled: true, bucket: "${aws_s3_bucket.edge_access_logs_bucket.id}" },
      depends_on: ["aws_s3_bucket_policy.edge_access_logs_policy"],
    });
  });

  it("are written by the load balancing service under this account's prefix only, over TLS", () => {
    const { policy } = logged().aws_s3_bucket_policy?.edge_access_logs_policy ?? {};
    expect(JSON.parse(policy).Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: ["${aws_s3_bucket.edge_access_logs_bucket.arn}/AWSLogs/111111111111/*"],
      },
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  it("are encrypted, private and forgotten after 90 days", () => {
    const resources = logged();
    const encryption = resources.aws_s3_bucket_server_side_encryption_configuration?.edge_access_logs_encryption;
    expect(encryption?.rule[0].apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
    expect(resources.aws_s3_bucket_public_access_block?.edge_access_logs_public_access).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const { rule } = resources.aws_s3_bucket_lifecycle_configuration?.edge_access_logs_lifecycle ?? {};
    expect(rule[0].expiration).toEqual([{ days: 90 }]);
  });

  it("leave no uploads behind that were never completed", () => {
    const { rule } = logged().aws_s3_bucket_lifecycle_configuration?.edge_access_logs_lifecycle ?? {};
    expect(rule[0].abort_incomplete_multipart_upload).toEqual([{ days_after_initiation: 7 }]);
  });
});

describe("WebFirewall", () => {
  const guarded = (requestsPerFiveMinutes?: number) =>
    edge({}, (scope, { loadBalancer }) => {
      new WebFirewall(scope, "waf", { name: "flask-test", loadBalancerArn: loadBalancer.arn, requestsPerFiveMinutes });
    });

  it("stands before the load balancer", () => {
    expect(guarded().aws_wafv2_web_acl_association?.waf_association).toMatchObject({
      resource_arn: "${aws_lb.edge_alb.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.waf_acl.arn}",
    });
  });

  it.each([
    ["2000 in five minutes by default", undefined, 2000],
    ["as many as asked for", 500, 500],
  ])("blocks an address that sends more requests than %s", (_, requests, limit) => {
    expect(guarded(requests).aws_wafv2_web_acl?.waf_acl?.rule[0]).toMatchObject({
      priority: 0,
      action: { block: {} },
      statement: { rate_based_statement: { limit, aggregate_key_type: "IP" } },
    });
  });

  it("applies AWS's rules against common attacks and known bad inputs, and lets the rest pass", () => {
    const acl = guarded().aws_wafv2_web_acl?.waf_acl;
    const managed = acl?.rule.slice(1).map((rule: Block) => rule.statement.managed_rule_group_statement);
    expect(managed).toEqual([
      { vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" },
      { vendor_name: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" },
    ]);
    expect(acl).toMatchObject({ scope: "REGIONAL", default_action: { allow: {} } });
  });
});

describe("AliasRecords", () => {
  const records = (ipv6: boolean) =>
    Object.values(
      edge({ ipv6 }, (scope, { loadBalancer }) => {
        const hostNames = ["example.org", "app.example.org"];
        new AliasRecords(scope, "names", { zoneId: "Z1", hostNames, loadBalancer, ipv6 });
      }).aws_route53_record ?? {},
    );

  it("point every name at the load balancer", () => {
    expect(records(false).map(({ name, type }) => `${type} ${name}`)).toEqual(["A example.org", "A app.example.org"]);
    for (const record of records(false)) {
      expect(record).toMatchObject({
        zone_id: "Z1",
        alias: {
          name: "${aws_lb.edge_alb.dns_name}",
          zone_id: "${aws_lb.edge_alb.zone_id}",
          evaluate_target_health: true,
        },
      });
    }
  });

  it("add AAAA beside A where IPv6 is on", () => {
    expect(
      records(true)
        .map(({ name, type }) => `${type} ${name}`)
        .sort(),
    ).toEqual(["A app.example.org", "A example.org", "AAAA app.example.org", "AAAA example.org"]);
  });
});
