import { evaluateGates } from "../gates/evaluate";
import { htmlReview } from "../output/html/html-review";
import { markdownReview } from "../output/markdown/markdown-review";
import { hasChanges, topLine } from "../output/text";
import { planOf, reviewOf } from "../testing/plans";
import { withInvocations } from "./invocations";

const RUN = {
  address: "action.aws_lambda_invoke.wipe",
  type: "aws_lambda_invoke",
  config_values: { function_name: "wipe" },
};

describe("actions that a plan invokes", () => {
  const review = reviewOf([], { action_invocations: [RUN] });

  it("are changes, and are listed and counted in every format", () => {
    expect(hasChanges(review)).toBe(true);
    expect(topLine(review)).toContain("1 to invoke");
    expect(review.counts.invoke).toBe(1);
    for (const text of [markdownReview(review), htmlReview(review)]) expect(text).toContain(RUN.address);
  });

  it("are seen by gates", () => {
    for (const name of ["invoke", "outage"]) {
      expect(evaluateGates(review, { requireApproval: [name] }, { plannedAt: Date.now() }).needsApproval).toHaveLength(
        1,
      );
    }
  });

  it("are told with what triggers them", () => {
    const trigger = { triggering_resource_address: "terraform_data.a", action_trigger_event: "AfterUpdate" };
    const plan = withInvocations(planOf([], { action_invocations: [{ ...RUN, lifecycle_action_trigger: trigger }] }));
    expect(plan.resource_changes?.[0]?.action_reason).toBe("after the update of terraform_data.a");
  });

  it("are said to be deferred where they are", () => {
    const deferred = [{ reason: "instance_count_unknown", action_invocation: RUN }];
    expect(reviewOf([], { deferred_action_invocations: deferred }).stacks[0]?.caveats).toEqual([
      "action.aws_lambda_invoke.wipe: deferred (instance count unknown)",
    ]);
  });
});
