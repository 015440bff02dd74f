import { comingValue } from "../plan/coming-value";
import type { ResourceChange } from "../plan/plan";
import type { StackReview } from "../review/model";
import { reviewPlans } from "../review/review-plans";
import { beyondAnnounced } from "./announced";

const ADDRESS = "aws_ecs_service.web";

/** Review of a stack whose plan holds these changes of one resource, or of several. */
function review(...changes: (NonNullable<ResourceChange["change"]> & { readonly address?: string })[]): StackReview {
  const resource_changes = changes.map(({ address = ADDRESS, ...change }) => ({
    address,
    type: "aws_ecs_service",
    name: "web",
    mode: "managed" as const,
    change,
  }));
  const [stack] = reviewPlans([{ id: "service", plan: { format_version: "1.2", resource_changes } }]).stacks;
  if (!stack) throw new Error("a plan is a stack");
  return stack;
}

function update(after: object, after_unknown: object = {}) {
  return { actions: ["update"], before: { image: "a", cpu: 256 }, after: { cpu: 256, ...after }, after_unknown };
}

const vpc = comingValue("vpc_id", "network");

describe("beyondAnnounced", () => {
  it("is content with a plan that does the same", () => {
    expect(beyondAnnounced(review(update({ image: "b" })), review(update({ image: "b" })))).toEqual([]);
  });

  it.each([
    ["was unknown", update({}, { image: true })],
    ["stood for another stack's output", update({ image: `${vpc}/web` })],
  ])("takes any value where one %s", (_, announced) => {
    expect(beyondAnnounced(review(announced), review(update({ image: "b" })))).toEqual([]);
  });

  it("names an attribute that gets another value than announced", () => {
    expect(beyondAnnounced(review(update({ image: "b" })), review(update({ image: "c" })))).toEqual([
      `${ADDRESS}: image changes in another way than announced`,
    ]);
  });

  it("names an attribute that was not announced to change", () => {
    expect(beyondAnnounced(review(update({}, { image: true })), review(update({ image: "b", cpu: 512 })))).toEqual([
      `${ADDRESS}: cpu changes in another way than announced`,
    ]);
  });

  it("names another action on the same resource", () => {
    const replaced = { ...update({ image: "b" }), actions: ["delete", "create"] };
    expect(beyondAnnounced(review(update({ image: "b" })), review(replaced))).toEqual([
      `${ADDRESS}: replace instead of update`,
    ]);
  });

  it("names a resource that was not announced", () => {
    const deleted = { address: "aws_lb.web", actions: ["delete"], before: {}, after: null };
    expect(beyondAnnounced(review(), review(deleted))).toEqual(["aws_lb.web: delete was not announced"]);
  });

  it("names a risk that an unknown value turned out to be", () => {
    const rule = (after: object, after_unknown: object) => ({
      ...review({ actions: ["create"], before: null, after, after_unknown }),
    });
    const [announced, planned] = [rule({}, { cidr_ipv4: true }), rule({ cidr_ipv4: "0.0.0.0/0" }, {})];
    const finding = { level: "access", rule: "public-ingress", reason: "port 22 open to 0.0.0.0/0: new" } as const;
    const risky = { ...planned, resources: planned.resources.map((one) => ({ ...one, findings: [finding] })) };
    expect(beyondAnnounced(announced, risky)).toEqual([
      `${ADDRESS}: access: port 22 open to 0.0.0.0/0: new, which was not announced`,
    ]);
  });

  it("takes an update that turned out to be needless, and no creation that is left out", () => {
    const created = { address: "aws_lb.web", actions: ["create"], before: null, after: {} };
    expect(beyondAnnounced(review(update({}, { image: true }), created), review())).toEqual([
      "aws_lb.web: create was announced and is not planned any more",
    ]);
  });

  describe("of what was deleted outside of Terraform meanwhile", () => {
    const gone = (stack: StackReview): StackReview => {
      const [drifted] = review({ actions: ["delete"], before: { image: "a" }, after: null }).resources;
      return { ...stack, drift: drifted ? [drifted] : [] };
    };
    const replaced = review({ actions: ["delete", "create"], before: { image: "a" }, after: { image: "b" } });
    const created = (after: object) => review({ actions: ["create"], before: null, after });

    it("misses no deletion", () => {
      const deleted = review({ actions: ["delete"], before: {}, after: null });
      expect(beyondAnnounced(deleted, gone(review()))).toEqual([]);
      expect(beyondAnnounced(deleted, review())).toEqual([
        `${ADDRESS}: delete was announced and is not planned any more`,
      ]);
    });

    it("takes the second half of a replacement, with the announced values", () => {
      expect(beyondAnnounced(replaced, gone(created({ image: "b", cpu: 256 })))).toEqual([]);
      expect(beyondAnnounced(replaced, created({ image: "b" }))).toEqual([`${ADDRESS}: create instead of replace`]);
      expect(beyondAnnounced(replaced, gone(created({ image: "c" })))).toEqual([
        `${ADDRESS}: image changes in another way than announced`,
      ]);
    });
  });
});
