import type { ResourceChange } from "../plan/plan";
import { created, deleted, findingsIn, replaced, resource, reviewOf, stackOf, updated } from "../testing/plans";
import { RISK_LEVELS } from "./finding";
import { levelOf, meaningOf, RULE_NAMES, type RuleName, ruleOf, stakesOf } from "./rules";

const POLICY = (action: string) => ({ policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: action }] }) });
const PORT = (from: string) => ({ ip_protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: from });
const ENVELOPE = { metadata: [{ name: "a" }] };

/** For every rule a change that must raise it. */
const RAISED: Readonly<Record<RuleName, ResourceChange>> = {
  "stateful-delete": deleted("google_spanner_database.a", {}),
  "unknown-delete": deleted("acme_thing.a", {}),
  "stateful-replace": replaced("azurerm_mssql_database.a", {}, {}),
  "unknown-replace": replaced("acme_thing.a", {}, {}),
  restored: updated("aws_rds_cluster.a", {}, { snapshot_identifier: "s" }),
  "smaller-storage": updated("google_compute_disk.a", { size: 20 }, { size: 10 }),
  expiry: updated("aws_dynamodb_table.a", { ttl: [] }, { ttl: [{ enabled: true, attribute_name: "at" }] }),
  "retention-shortened": updated("aws_cloudwatch_log_group.a", { retention_in_days: 9 }, { retention_in_days: 1 }),
  "path-delete": deleted("aws_nat_gateway.a", {}),
  "path-replace": replaced("azurerm_lb.a", {}, {}),
  "scaled-to-zero": updated("aws_ecs_service.a", { desired_count: 1 }, { desired_count: 0 }),
  "path-off": updated("cloudflare_dns_record.a", { content: "192.0.2.1" }, { content: "192.0.2.2" }),
  invoke: resource("action.aws_lambda_invoke.a", { actions: ["invoke"], before: null, after: {} }),
  restart: updated("aws_instance.a", { instance_type: "t3.micro" }, { instance_type: "t3.small" }),
  "wide-role": created("google_project_iam_member.a", { role: "roles/owner", member: "user:a@example.com" }),
  "widened-policy": updated("aws_iam_policy.a", POLICY("s3:GetObject"), POLICY("*")),
  privileged: created("kubernetes_pod.a", {
    ...ENVELOPE,
    spec: [{ container: [{ security_context: [{ privileged: true }] }] }],
  }),
  "public-bucket": created("azurerm_storage_container.a", { container_access_type: "blob" }),
  "public-endpoint": created("aws_lambda_function_url.a", { authorization_type: "NONE" }),
  "public-ingress": created("aws_vpc_security_group_ingress_rule.a", PORT("0.0.0.0/0")),
  "unknown-policy": updated("aws_iam_policy.a", POLICY("s3:GetObject"), {}, { after_unknown: { policy: true } }),
  "encryption-off": updated("aws_db_instance.a", { storage_encrypted: true }, { storage_encrypted: false }),
  "protection-off": deleted("aws_cloudtrail.a", {}),
  "stateful-forget": resource("aws_db_instance.a", { actions: ["forget"], before: {}, after: null }),
  cost: created("aws_nat_gateway.a", {}),
  delete: deleted("aws_iam_role.a", {}),
  replace: replaced("aws_iam_role.a", {}, {}),
  ingress: created("aws_vpc_security_group_ingress_rule.a", PORT("10.0.0.0/8")),
  egress: created("aws_vpc_security_group_egress_rule.a", PORT("0.0.0.0/0")),
  forget: resource("aws_iam_role.a", { actions: ["forget"], before: {}, after: null }),
  "create-unknown": created("aws_iam_policy.a", {}, { after_unknown: { policy: true } }),
  update: updated("aws_iam_role.a", { path: "/" }, { path: "/a/" }),
  import: resource("aws_iam_role.a", { actions: ["no-op"], importing: { id: "a" } }),
  create: created("aws_iam_role.a", {}),
  tags: updated("aws_iam_role.a", { tags: {} }, { tags: { a: "b" } }),
  move: resource("aws_iam_role.a", { actions: ["no-op"] }, { previous_address: "aws_iam_role.b" }),
};

describe("the rules", () => {
  it("each have a level and a meaning", () => {
    for (const name of RULE_NAMES) {
      expect(RISK_LEVELS).toContain(levelOf(name));
      expect(meaningOf(name)).toMatch(/\.$/);
    }
  });

  it.each(RULE_NAMES)("find %s, by what its entry names, at its level", (name) => {
    const [reviewed] = stackOf(reviewOf([RAISED[name]])).resources;
    expect(reviewed && findingsIn(reviewed)).toEqual(expect.arrayContaining([expect.stringMatching(`^${name}: `)]));
    const { action = "no-op", attributes = [], monthlyCost } = reviewed ?? {};
    const finders = [ruleOf(name)?.find ?? []].flat();
    const found = finders.flatMap((find) => find({ resource: RAISED[name], action, attributes, monthlyCost }));
    expect(found.map(({ rule }) => rule)).toContain(name);
    expect(reviewed?.findings.find(({ rule }) => rule === name)?.level).toBe(levelOf(name));
  });

  it("stand in the order of what is at stake, level by level", () => {
    expect(RULE_NAMES.map(stakesOf)).toEqual(RULE_NAMES.map((_, index) => index));
  });

  it("have names for gates that no level has but the one that is its own", () => {
    expect(RULE_NAMES.filter((name) => (RISK_LEVELS as readonly string[]).includes(name))).toEqual(["cost"]);
  });

  it("mean nothing more than their name where it is not known", () => {
    expect(meaningOf("constructor")).toBe("constructor");
  });
});
