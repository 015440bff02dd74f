import type { ResourceChange } from "../plan/plan";
import { deleted, findingsIn, planOf, resource, reviewOf, stackOf, unchanged, updated } from "../testing/plans";
import { driftOf } from "./drift";
import { StandaloneRules } from "./standalone-rules";

const SSH = { from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
const HTTPS = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };
/** The same as a resource of its own. */
const HTTPS_RULE = {
  security_group_id: "sg-1",
  cidr_ipv4: "0.0.0.0/0",
  from_port: 443,
  to_port: 443,
  ip_protocol: "tcp",
};
const GROUP = { id: "sg-1", name: "web" };

function drifted(drift: ResourceChange, changes: readonly ResourceChange[] = []): boolean {
  return driftOf(planOf(changes, { resource_drift: [drift] })).length > 0;
}

describe("driftOf", () => {
  it.each<[string, ResourceChange]>([
    ["a value that was changed by hand", updated("a.b", { size: 1 }, { size: 2 })],
    ["a switch that was thrown by hand", updated("a.b", { public: false }, { public: true })],
    ["an element that was added to a list", updated("a.b", { l: ["x"] }, { l: ["x", "y"] })],
    ["a tag that was removed", updated("a.b", { tags: { a: "1", b: "2" } }, { tags: { a: "1" } })],
    ["something that was deleted", deleted("a.b", { id: "x" })],
  ])("finds %s", (_, drift) => {
    expect(drifted(drift)).toBe(true);
  });

  it.each<[string, ResourceChange]>([
    [
      "what the provider fills in",
      updated("a.b", { a: null, b: "", c: [], d: {} }, { a: 1, b: "x", c: [1], d: { e: 1 } }),
    ],
    ["a data source", updated("data.a.b", { a: 1 }, { a: 2 })],
    ["a move", resource("a.b", { actions: ["no-op"], before: { a: 1 }, after: { a: 1 } }, { previous_address: "a.c" })],
  ])("does not take %s for drift", (_, drift) => {
    expect(drifted(drift)).toBe(false);
  });

  it("finds a port that was opened by hand in a group that had no rules of its own", () => {
    const after = { ...GROUP, ingress: [SSH] };
    const drift = updated("aws_security_group.web", { ...GROUP, ingress: [] }, after);
    // The plan goes on from what was found, and another group may have the same rule.
    const others = [
      unchanged("aws_security_group.web", after),
      unchanged("aws_security_group.b", { ...after, id: "sg-2" }),
    ];
    const [found] = driftOf(planOf(others, { resource_drift: [drift] }));
    expect(found && findingsIn(found)).toEqual(["public-ingress: port 22 open to 0.0.0.0/0: new"]);
  });

  it("explains what a group holds by the rules that are resources of their own", () => {
    const rules = [unchanged("aws_vpc_security_group_ingress_rule.https", HTTPS_RULE)];
    const filled = updated("aws_security_group.web", { ...GROUP, ingress: [] }, { ...GROUP, ingress: [HTTPS] });
    expect(drifted(filled, rules)).toBe(false);
    const more = updated("aws_security_group.web", { ...GROUP, ingress: [HTTPS] }, { ...GROUP, ingress: [HTTPS, SSH] });
    expect(drifted(more, rules)).toBe(true);
    const less = updated("aws_security_group.web", { ...GROUP, ingress: [HTTPS, SSH] }, { ...GROUP, ingress: [HTTPS] });
    expect(drifted(less, rules)).toBe(false);
    expect(drifted(less)).toBe(true);
  });

  it("does not take for drift what the configuration leaves to another resource", () => {
    const drift = updated(
      "aws_s3_bucket.b",
      { bucket: "b", versioning: [{ on: false }] },
      { bucket: "b", versioning: [{ on: true }] },
    );
    const resources = (...names: string[]) => [
      { address: "aws_s3_bucket.b", expressions: Object.fromEntries(names.map((name) => [name, {}])) },
    ];
    const found = (...names: string[]) =>
      driftOf(
        planOf([], { resource_drift: [drift], configuration: { root_module: { resources: resources(...names) } } }),
      );
    expect(found("bucket")).toEqual([]);
    expect(found("bucket", "versioning")).toHaveLength(1);
  });

  it("explains what a group holds where the plan lists no changes", () => {
    const known = { address: "a.rule", type: "aws_vpc_security_group_ingress_rule", values: HTTPS_RULE };
    const prior_state = { values: { root_module: { child_modules: [{ resources: [known] }] } } };
    const drift = updated("aws_security_group.web", { ...GROUP, ingress: [] }, { ...GROUP, ingress: [HTTPS, SSH] });
    const [found] = driftOf(planOf([], { resource_drift: [drift], prior_state }));
    expect(found && findingsIn(found)).toEqual(["public-ingress: port 22 open to 0.0.0.0/0: new"]);
  });

  it("explains a policy by the resource that put it in the place of the one before", () => {
    const allow = (service: string) =>
      JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "sns:Publish", Principal: { Service: service }, Resource: "*" }],
      });
    const topic = { id: "arn:topic", name: "t" };
    const drift = updated("aws_sns_topic.t", { ...topic, policy: allow("a") }, { ...topic, policy: allow("b") });
    const resources = [{ address: "aws_sns_topic.t", expressions: { name: {} } }];
    const found = (...changes: ResourceChange[]) =>
      driftOf(planOf(changes, { resource_drift: [drift], configuration: { root_module: { resources } } }));
    expect(found()).toHaveLength(1);
    expect(found(unchanged("aws_sns_topic_policy.p", { arn: "arn:topic", policy: allow("b") }))).toEqual([]);
    expect(found(unchanged("aws_sns_topic_policy.p", { arn: "arn:topic", policy: allow("c") }))).toHaveLength(1);
  });

  it("explains what a group holds by the rules of another stack", () => {
    const drift = updated("aws_security_group.web", { ...GROUP, ingress: [] }, { ...GROUP, ingress: [HTTPS] });
    const plan = planOf([], { resource_drift: [drift] });
    const other = planOf([unchanged("aws_vpc_security_group_ingress_rule.https", HTTPS_RULE)]);
    expect(driftOf(plan)).toHaveLength(1);
    expect(driftOf(plan, new StandaloneRules([plan, other]))).toEqual([]);
  });

  it("leaves out what a group reaches where its configuration does not say", () => {
    const tasks = { from_port: 8080, to_port: 8080, protocol: "tcp", security_groups: ["sg-2"] };
    const drift = updated("aws_security_group.web", { ...GROUP, egress: [] }, { ...GROUP, egress: [tasks] });
    const resources = [{ address: "aws_security_group.web", expressions: { name: {} } }];
    expect(driftOf(planOf([], { resource_drift: [drift], configuration: { root_module: { resources } } }))).toEqual([]);
  });

  it("explains what a group may reach in the same way", () => {
    const all = { from_port: 0, to_port: 0, protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };
    const drift = updated("aws_security_group.web", { ...GROUP, egress: [] }, { ...GROUP, egress: [all] });
    const rule = { security_group_id: "sg-1", cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" };
    expect(drifted(drift)).toBe(true);
    expect(drifted(drift, [unchanged("aws_vpc_security_group_egress_rule.all", rule)])).toBe(false);
  });

  it("finds a bucket that was opened by hand, unless the plan holds that policy", () => {
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject" }] });
    const bucket = { id: "b", bucket: "b" };
    const drift = updated("aws_s3_bucket.b", { ...bucket, policy: "" }, { ...bucket, policy });
    expect(drifted(drift, [unchanged("aws_s3_bucket.b", { ...bucket, policy })])).toBe(true);
    expect(drifted(drift, [unchanged("aws_s3_bucket_policy.b", { ...bucket, policy })])).toBe(false);
  });

  it("is shown with what differs and whom it lets in, apart from what is planned", () => {
    const drift = updated(
      "aws_security_group.web",
      { ...GROUP, ingress: [HTTPS] },
      { ...GROUP, ingress: [HTTPS, SSH] },
    );
    const review = reviewOf([], { resource_drift: [drift, deleted("a.b", { id: "x" })] });
    const [group, gone] = stackOf(review).drift;
    expect(group?.attributes.map(({ path }) => path)).toContain("ingress[1].from_port");
    expect(group && findingsIn(group)).toEqual(["public-ingress: port 22 open to 0.0.0.0/0: new"]);
    expect(gone?.reason).toBe("was deleted outside of Terraform");
    expect(review.worst).toBeUndefined();
    expect(review.summary).toEqual({ add: 0, change: 0, destroy: 0, import: 0 });
  });
});
