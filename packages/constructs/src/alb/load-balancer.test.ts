import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { LoadBalancer, type LoadBalancerProps } from "./load-balancer";

type Resources = Record<string, Record<string, Block>>;

function edge(changes: Partial<LoadBalancerProps> = {}): Resources {
  return oneStack((stack) => {
    new LoadBalancer(stack, "LoadBalancer", {
      name: "flask-test",
      accountId: "111111111111",
      vpcId: "vpc-1",
      subnetIds: ["subnet-a", "subnet-b"],
      certificateArn: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
      idleTimeoutSeconds: 75,
      ipv6: false,
      deletionProtected: false,
      accessLogs: false,
      ...changes,
    });
  }).resource;
}

const alb = (resources: Resources) => resources.aws_lb?.alb;

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

  it("gets out to an identity provider over HTTPS where it must, and nowhere else", () => {
    expect(edge().aws_vpc_security_group_egress_rule).toBeUndefined();
    expect(edge({ callsIdentityProvider: true, ipv6: true }).aws_vpc_security_group_egress_rule).toEqual({
      identity_provider: expect.objectContaining({
        cidr_ipv4: "0.0.0.0/0",
        from_port: 443,
        to_port: 443,
        ip_protocol: "tcp",
      }),
    });
  });

  it("redirects plain HTTP to HTTPS with a permanent redirect", () => {
    expect(edge().aws_lb_listener?.http).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
  });

  it("takes HTTPS with at least TLS 1.2, and answers 404 to whoever no rule claims", () => {
    expect(edge().aws_lb_listener?.https).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
      certificate_arn: "arn:aws:acm:eu-central-1:111111111111:certificate/1",
      default_action: [{ type: "fixed-response", fixed_response: { status_code: "404" } }],
    });
  });

  it("can change its security group while it is in use", () => {
    expect(edge().aws_security_group?.alb_group).toMatchObject({
      name_prefix: "flask-test-alb-",
      tags: { Name: "flask-test-alb" },
      lifecycle: { create_before_destroy: true },
    });
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
    expect(aws_security_group?.alb_group).not.toHaveProperty("egress");
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
      access_logs: { enabled: true, bucket: "${aws_s3_bucket.access_logs_bucket.id}" },
      depends_on: ["aws_s3_bucket_policy.access_logs_policy"],
    });
  });

  it("are written by the load balancing service under this account's prefix only, over TLS", () => {
    const { policy } = logged().aws_s3_bucket_policy?.access_logs_policy ?? {};
    expect(JSON.parse(policy).Statement).toMatchObject([
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: ["s3:PutObject"],
        Resource: ["${aws_s3_bucket.access_logs_bucket.arn}/AWSLogs/111111111111/*"],
      },
      { Effect: "Deny", Principal: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } },
    ]);
  });

  it("are encrypted, private and forgotten after 90 days", () => {
    const resources = logged();
    const encryption = resources.aws_s3_bucket_server_side_encryption_configuration?.access_logs_encryption;
    expect(encryption?.rule[0].apply_server_side_encryption_by_default.sse_algorithm).toBe("AES256");
    expect(resources.aws_s3_bucket_public_access_block?.access_logs_public_access).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    const { rule } = resources.aws_s3_bucket_lifecycle_configuration?.access_logs_lifecycle ?? {};
    expect(rule[0].expiration).toEqual([{ days: 90 }]);
  });

  it("leave no uploads behind that were never completed", () => {
    const { rule } = logged().aws_s3_bucket_lifecycle_configuration?.access_logs_lifecycle ?? {};
    expect(rule[0].abort_incomplete_multipart_upload).toEqual([{ days_after_initiation: 7 }]);
  });
});
