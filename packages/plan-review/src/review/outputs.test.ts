import type { Change } from "../plan/plan";
import { planOf, reviewOf, stackOf } from "../testing/plans";
import { reviewPlans } from "./review-plans";

function outputOf(change: Change) {
  return stackOf(reviewOf([], { output_changes: { o: change } })).outputs[0];
}

describe("the outputs of a review", () => {
  it.each<[string, Change, object | undefined]>([
    ["a new one", { actions: ["create"], before: null, after: { a: [1] } }, { action: "create", after: '{"a":[1]}' }],
    [
      "a changed one",
      { actions: ["update"], before: "a", after: "b" },
      { action: "update", before: '"a"', after: '"b"' },
    ],
    ["one that goes", { actions: ["delete"], before: "a", after: null }, { action: "delete", before: '"a"' }],
    [
      "one that changes its type",
      { actions: ["delete", "create"], before: "a", after: 1 },
      { action: "update", before: '"a"', after: "1" },
    ],
    [
      "one that is not known yet",
      { actions: ["update"], before: "a", after_unknown: true },
      { action: "update", before: '"a"', unknown: true },
    ],
    [
      "one that is known in part",
      { actions: ["create"], after: { a: 1 }, after_unknown: { b: true } },
      { action: "create", unknown: true },
    ],
    [
      "a sensitive one",
      { actions: ["update"], before: 1, after: 2, after_sensitive: true },
      { action: "update", sensitive: true },
    ],
    ["none that stays", { actions: ["no-op"], before: 1, after: 1 }, undefined],
  ])("show %s", (_, change, expected) => {
    expect(outputOf(change)).toEqual(expected && { name: "o", readers: [], ...expected });
  });

  it("are sensitive when the configuration says so, as plans before 1.0 do", () => {
    const configuration = { root_module: { outputs: { o: { sensitive: true } } } };
    const review = reviewOf([], { configuration, output_changes: { o: { actions: ["create"], after: "x" } } });
    expect(stackOf(review).outputs[0]).toEqual({ name: "o", action: "create", sensitive: true, readers: [] });
  });

  it("tell what reads them in other stacks: the blast radius", () => {
    const network = planOf([], {
      output_changes: {
        vpc_id: { actions: ["update"], before: "a", after_unknown: true },
        unread: { actions: ["create"], after: 1 },
      },
    });
    const reference = { references: ["data.terraform_remote_state.infra_network.outputs.vpc_id"] };
    const edge = planOf([], {
      configuration: {
        root_module: {
          resources: [{ address: "aws_lb_target_group.this", expressions: { vpc_id: reference } }],
          outputs: { vpc: { expression: reference } },
        },
      },
    });
    const review = reviewPlans([
      { id: "infra-edge", plan: edge },
      { id: "infra-network", plan: network },
    ]);
    expect(review.stacks.map(({ id }) => id)).toEqual(["infra-network", "infra-edge"]);
    expect(stackOf(review, "infra-network").outputs.map(({ name, readers }) => [name, readers])).toEqual([
      ["vpc_id", ["infra-edge: aws_lb_target_group.this", "infra-edge: output.vpc"]],
      ["unread", []],
    ]);
  });
});
