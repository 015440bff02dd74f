import { ReviewError } from "../review-error";
import {
  created,
  deleted,
  planOf,
  resource,
  reviewOf,
  reviewOfOne,
  stackOf,
  unchanged,
  updated,
} from "../testing/plans";
import { reviewPlans } from "./review-plans";

describe("reviewPlans", () => {
  it("sums up all stacks, and names the worst that may happen", () => {
    const review = reviewPlans([
      { id: "a", plan: planOf([created("x.y", {}), unchanged("x.z", {})]) },
      { id: "b", plan: planOf([deleted("aws_dynamodb_table.t", {}), updated("x.y", { a: 1 }, { a: 2 })]) },
    ]);
    expect(review.summary).toEqual({ add: 1, change: 1, destroy: 1, import: 0 });
    expect(review.counts).toMatchObject({ create: 1, update: 1, delete: 1, "no-op": 1 });
    expect(review.worst).toBe("data loss");
  });

  it("says nothing of what stays as it is, nor of data sources that leave the state", () => {
    const review = reviewOf([
      unchanged("x.y", {}),
      resource("data.x.y", { actions: ["delete"], before: {}, after: null }),
    ]);
    expect(stackOf(review).resources).toEqual([]);
    expect(review.worst).toBeUndefined();
  });

  it("tells of a resource what Terraform tells of it", () => {
    const change = resource(
      'module.a.aws_lb.this["x"]',
      {
        actions: ["create", "delete"],
        before: { a: 1 },
        after: { a: 2 },
        replace_paths: [["a"]],
        importing: { id: "i-1" },
      },
      { action_reason: "replace_because_cannot_update", previous_address: "aws_lb.this", deposed: "abc" },
    );
    expect(reviewOfOne(change)).toMatchObject({
      address: 'module.a.aws_lb.this["x"] (deposed abc)',
      type: "aws_lb",
      provider: "registry.terraform.io/hashicorp/aws",
      action: "replace",
      order: "create before delete",
      reason: "the provider cannot change this in place",
      previousAddress: "aws_lb.this",
      importId: "i-1",
      attributes: [{ path: "a", before: "1", after: "2", forcesReplacement: true }],
    });
  });

  it("tells the identity of what is imported without an id", () => {
    const change = resource("x.y", { actions: ["no-op"], importing: { identity: { email: "a@b.c" } } });
    expect(reviewOfOne(change).importId).toBe('{"email":"a@b.c"}');
  });

  it("names the place in the CDKTF app, also of one instance among others", () => {
    const stacks = [
      { id: "s", plan: planOf([created('aws_vpc.v["a]b"]', {})]), constructPaths: { "aws_vpc.v": "s/network/vpc" } },
    ];
    expect(reviewPlans(stacks).stacks[0]?.resources[0]?.constructPath).toBe("s/network/vpc");
  });

  it("gives a reason for everything that changes", () => {
    const all = [["create"], ["update"], ["delete"], ["create", "delete"], ["forget"], ["transmogrify"]];
    const changes = all.map((actions, index) =>
      resource(`x.y${index}`, { actions, before: { a: 1 }, after: { a: 2 } }),
    );
    const { resources } = stackOf(
      reviewOf([...changes, resource("x.m", { actions: ["no-op"] }, { previous_address: "x.o" })]),
    );
    for (const { findings } of resources) expect(findings[0]?.reason).toMatch(/\w/);
    expect(resources).toHaveLength(all.length + 1);
  });

  it("keeps what is known about a stack besides its plan", () => {
    const review = reviewPlans([{ id: "s", plan: planOf([]), dependencies: ["n"], waitsFor: ["n"] }]);
    expect(stackOf(review, "s")).toMatchObject({ readsFrom: ["n"], waitsFor: ["n"], terraformVersion: "1.11.4" });
  });

  it("refuses two plans of one name", () => {
    const stacks = [
      { id: "s", plan: planOf([]) },
      { id: "s", plan: planOf([]) },
    ];
    expect(() => reviewPlans(stacks)).toThrow("s: two plans have this name; give each stack its own");
  });

  it("refuses values without end instead of falling over them", () => {
    const deep = JSON.parse(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
    expect(() => reviewOf([created("x.y", { deep })])).toThrow(ReviewError);
    expect(() => reviewOf([created("x.y", { deep })])).toThrow("stack: values are nested too deep to be reviewed");
  });
});
