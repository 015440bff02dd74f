import type { ResourceChange } from "../plan/plan";
import {
  created,
  deleted,
  findingsIn,
  replaced,
  resource,
  reviewOf,
  reviewOfOne,
  stackOf,
  updated,
} from "../testing/plans";

function found(change: ResourceChange): string[] {
  return findingsIn(reviewOfOne(change));
}

const HTTPS = { from_port: 443, to_port: 443, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] };

describe("the findings of a review", () => {
  it("say which ports are opened to whom", () => {
    expect(
      found(
        created("aws_security_group.a", {
          ingress: [HTTPS, { ...HTTPS, from_port: 22, to_port: 22, cidr_blocks: ["10.0.0.0/8"] }],
          egress: [HTTPS],
        }),
      ),
    ).toEqual([
      "public-ingress: port 443 open to 0.0.0.0/0: new",
      "ingress: port 22 open to 10.0.0.0/8: new",
      "egress: port 443 reachable at 0.0.0.0/0: new",
    ]);
  });

  it("say which ports are closed, also with the rule that is deleted", () => {
    expect(found(deleted("aws_security_group_rule.a", { ...HTTPS, type: "ingress" }))).toEqual([
      "ingress: port 443 open to 0.0.0.0/0: closed",
    ]);
  });

  it("say what becomes of listeners", () => {
    expect(found(created("aws_lb_listener.a", { port: 443, protocol: "HTTPS" }))).toEqual([
      "ingress: listener port 443 (HTTPS) open to the load balancer's clients: new",
    ]);
    expect(
      found(updated("aws_lb_listener.a", { port: 443, protocol: "HTTPS" }, { port: 443, protocol: "HTTP" })),
    ).toEqual([
      "encryption-off: the protocol is no longer HTTPS, but HTTP",
      "ingress: listener port 443 (HTTP) open to the load balancer's clients: new",
      "ingress: listener port 443 (HTTPS) open to the load balancer's clients: closed",
    ]);
  });

  it("carry the ports, so that a gate needs no words", () => {
    const [finding] = reviewOfOne(created("aws_security_group.a", { ingress: [HTTPS] })).findings;
    expect(finding?.ports).toEqual({ from: 443, to: 443 });
  });

  it("come with the worst first", () => {
    const change = replaced(
      "aws_lb.a",
      { enable_deletion_protection: true, load_balancer_type: "x" },
      { enable_deletion_protection: false },
    );
    expect(found(change)).toEqual([
      "path-replace: aws_lb is replaced: requests run through it",
      "protection-off: deletion protection is switched off (enable_deletion_protection)",
    ]);
  });

  it("rank a review by the worst of them", () => {
    expect(reviewOf([updated("x.y", { a: 1 }, { a: 2 })]).worst).toBe("change");
    expect(reviewOf([updated("x.y", { a: 1 }, { a: 2 }), created("aws_nat_gateway.a", {})]).worst).toBe("cost");
    expect(reviewOf([updated("x.y", { tags: { a: "1" } }, { tags: { a: "2" } })]).worst).toBe("cosmetic");
  });

  it.each([
    [{ tags: { a: "1" }, tags_all: { a: "1" } }, { tags: { a: "2" }, tags_all: { a: "2" } }, "tags: only tags change"],
    [{ labels: { a: "1" } }, { labels: {} }, "tags: only tags change"],
    [{ tags: { a: "1" }, size: 1 }, { tags: { a: "2" }, size: 2 }, "update: changed in place"],
    [{ tagset: 1 }, { tagset: 2 }, "update: changed in place"],
    [{ a: 1 }, { a: 1 }, "update: nothing but marks changes, such as what is sensitive"],
  ])("say of an update from %j to %j: %s%s", (before, after, expected) => {
    expect(found(updated("x.y", before, after))).toEqual([expected]);
  });

  it("say why something is there that nobody has to fear", () => {
    expect(found(resource("x.y", { actions: ["no-op"] }, { previous_address: "x.z" }))).toEqual([
      "move: only the address changes",
    ]);
    expect(found(resource("x.y", { actions: ["no-op"], importing: { id: "i" } }))).toEqual([
      "import: brought under Terraform's care as it is",
    ]);
    expect(found(resource("aws_iam_role.y", { actions: ["forget"], before: {}, after: null }))).toEqual([
      "forget: stays, and Terraform forgets it",
    ]);
    expect(found(created("x.y", {}))).toEqual(["create: created"]);
    expect(found(deleted("aws_iam_role.y", {}))).toEqual(["delete: deleted"]);
  });

  it("do not speak of data sources", () => {
    const read = resource("data.x.y", { actions: ["read"], before: null, after: {} });
    expect(stackOf(reviewOf([read])).resources[0]?.findings).toEqual([]);
  });
});
