import { reviewPlans } from "../review/review-plans";
import { created, planOf, resource, reviewOf, updated } from "../testing/plans";
import {
  groupedLines,
  hasChanges,
  priceText,
  printable,
  remarks,
  shortened,
  summaryText,
  topLine,
  valueText,
} from "./text";

describe("groupedLines", () => {
  it("tells many of the same in one line, and few one by one", () => {
    const deferred = (count: number) =>
      Array.from({ length: count }, (_, at) => `a.b[${at}]: deferred (instance count unknown)`);
    expect(groupedLines(deferred(20))).toEqual(["20 times, first a.b[0]: deferred (instance count unknown)"]);
    expect(groupedLines([...deferred(2), "the plan is incomplete"])).toEqual([
      ...deferred(2),
      "the plan is incomplete",
    ]);
  });
});

describe("topLine", () => {
  it("says what Terraform would, what is the worst and what it costs", () => {
    expect(topLine(reviewOf([created("aws_nat_gateway.a", {})]))).toBe(
      "1 to add, 0 to change, 0 to destroy · worst: cost · +$32.85 a month",
    );
    expect(topLine(reviewOf([]))).toBe("no changes");
  });

  it("counts what Terraform's summary leaves out", () => {
    const moved = resource("a.b", { actions: ["no-op"], before: {}, after: {} }, { previous_address: "a.c" });
    const forgotten = resource("a.d", { actions: ["forget"], before: {}, after: null });
    const drift = [updated("a.e", { size: 1 }, { size: 2 })];
    expect(topLine(reviewOf([moved, forgotten], { resource_drift: drift }))).toBe(
      "0 to add, 0 to change, 0 to destroy · 1 to move · 1 to forget · 1 drifted · worst: change",
    );
  });

  it("says that there are warnings", () => {
    expect(topLine(reviewOf([], { errored: true }))).toBe("0 to add, 0 to change, 0 to destroy · 1 warning");
    const failed = { status: "fail" };
    expect(topLine(reviewOf([], { checks: [failed, failed] }))).toBe("no changes · 2 warnings");
  });
});

describe("priceText", () => {
  const inRegion = (region: string) => ({
    configuration: { provider_config: { aws: { expressions: { region: { constant_value: region } } } } },
  });

  it("says of which day and place prices are, where something has one", () => {
    expect(priceText(reviewOf([created("aws_lb.l", {})], inRegion("eu-central-1")))).toBe(
      "Once applied, these stacks cost $19.71 a month with nobody there. Costs are list prices of eu-central-1, none older than 2026-08-31; what is billed by use is not counted.",
    );
    expect(priceText(reviewOf([created("x.y", {})]))).toBeUndefined();
  });

  it("says which figures are another region's", () => {
    expect(priceText(reviewOf([created("aws_lb.l", {})], inRegion("ap-east-1")))).toBe(
      "Once applied, these stacks cost $16.43 a month with nobody there. Costs are list prices of ap-east-1, none older than 2026-08-31; what is billed by use is not counted. Approximate, with figures of us-east-1: ap-east-1 (load balancer).",
    );
    expect(priceText(reviewOf([created("aws_lb.l", {})]))).toContain(
      "Approximate, with figures of us-east-1: a region that the plan does not tell (load balancer).",
    );
  });
});

describe("summaryText", () => {
  it("speaks of imports where there are any", () => {
    const imported = resource("a.b", { actions: ["no-op"], importing: { id: "x" } });
    expect(summaryText(reviewOf([imported]))).toBe("1 to import, 0 to add, 0 to change, 0 to destroy");
  });
});

describe("hasChanges", () => {
  it.each([
    ["a resource that changes", reviewOf([created("a.b", {})]), true],
    ["an output that changes", reviewOf([], { output_changes: { o: { actions: ["create"], after: 1 } } }), true],
    ["a stack that waits for another", reviewPlans([{ id: "s", plan: planOf([]), waitsFor: ["n"] }]), true],
    ["a plan that ended with an error", reviewOf([], { errored: true }), true],
    ["drift alone", reviewOf([], { resource_drift: [updated("a.b", { x: 1 }, { x: 2 })] }), false],
    ["nothing", reviewOf([]), false],
  ])("judges %s", (_, review, expected) => {
    expect(hasChanges(review)).toBe(expected);
  });
});

describe("printable", () => {
  it("writes as code what would move the cursor, turn the direction or stay unseen", () => {
    expect(printable("a\u001b[31mb\r\n\tc\u202ed\u200be\u2028f\u0085g\ud800h")).toBe(
      "a\\u001b[31mb\\u000d\\n\\tc\\u202ed\\u200be\\u2028f\\u0085g\\ud800h",
    );
  });
  it("leaves what can be seen", () => {
    expect(printable("äöü → 日本 🔑 ‹x›")).toBe("äöü → 日本 🔑 ‹x›");
  });
});

describe("shortened", () => {
  it("marks that something is left out", () => {
    expect(shortened("abcdef", 4)).toBe("abc…");
    expect(shortened("abcd", 4)).toBe("abcd");
  });
});

describe("valueText", () => {
  it.each([
    [{ before: "1", after: "2" }, "1 → 2"],
    [{ after: "2" }, "2"],
    [{ before: "1" }, "1 → (gone)"],
    [{ before: "1", unknown: true as const }, "1 → (known after apply)"],
    [{ unknown: true as const }, "(known after apply)"],
    [{ sensitive: true as const, unknown: true as const }, "(sensitive)"],
    [{}, "(empty)"],
  ])("says %j as %s", (values, expected) => {
    expect(valueText({ path: "a", ...values })).toBe(expected);
  });
});

describe("remarks", () => {
  it("tells order, reason, former address and what is imported", () => {
    const base = { address: "a.b", type: "a", action: "replace" as const, attributes: [], findings: [] };
    expect(
      remarks({ ...base, order: "create before delete", reason: "tainted", previousAddress: "a.c", importId: "i-1" }),
    ).toEqual(["create before delete", "tainted", "was a.c", "imported from i-1"]);
  });
});
