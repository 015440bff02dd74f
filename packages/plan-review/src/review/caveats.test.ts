import { created, planOf, resource } from "../testing/plans";
import { caveats, failedChecks } from "./caveats";

describe("caveats", () => {
  it("says that a plan ended with an error, or is not the last one", () => {
    expect(caveats(planOf([], { errored: true }))).toEqual([
      "the plan ended with an error: it shows only a part and cannot be applied",
    ]);
    expect(caveats(planOf([], { complete: false }))).toEqual([
      "the plan is incomplete: another one is needed after it was applied",
    ]);
    expect(caveats(planOf([], { complete: true, errored: false }))).toEqual([]);
  });

  it("names what is deferred, and why", () => {
    const deferred_changes = [{ reason: "instance_count_unknown", resource_change: created("a.b", {}) }, {}];
    expect(caveats(planOf([], { deferred_changes }))).toEqual([
      "a.b: deferred (instance count unknown)",
      "a resource: deferred (unknown reason)",
    ]);
  });

  it("does not pass over what it cannot read", () => {
    expect(
      caveats(planOf([resource("a.b", { actions: ["transmogrify"] }), resource("a.c", {}), { address: "a.d" }])),
    ).toEqual([
      'a.b: the action "transmogrify" is not known here',
      "a.c: the plan does not say what happens",
      "a.d: the plan does not say what happens",
    ]);
  });
});

describe("failedChecks", () => {
  it("tells every problem in one line, with the instance it was found in", () => {
    const checks = [
      {
        address: { to_display: "aws_lb.a" },
        status: "fail",
        instances: [
          {
            address: { to_display: "aws_lb.a[0]" },
            problems: [{ message: "must not\n  be open" }, { message: "nor old" }],
          },
          { address: { to_display: "aws_lb.a[1]" } },
        ],
      },
      { address: { to_display: "check.b" }, status: "error" },
      { status: "fail", instances: [{ problems: [{}] }] },
      { address: { to_display: "check.c" }, status: "pass" },
      { address: { to_display: "check.d" }, status: "unknown" },
    ];
    expect(failedChecks(planOf([], { checks }))).toEqual([
      "aws_lb.a[0]: must not be open",
      "aws_lb.a[0]: nor old",
      "check.b: could not be checked",
      "check: failed",
    ]);
  });
});
