import { reviewPlans } from "../review/review-plans";
import { created, planOf, reviewOf } from "../testing/plans";
import { jsonReview } from "./json";

describe("jsonReview", () => {
  it.each([
    ["no stack", reviewPlans([])],
    ["a stack without changes", reviewOf([])],
    [
      "several stacks and resources",
      reviewPlans(["a", "b"].map((id) => ({ id, plan: planOf([created("x.y", { v: '"\n' }), created("x.z", {})]) }))),
    ],
  ])("is the review, of %s", (_, review) => {
    expect(JSON.parse([...jsonReview(review)].join(""))).toEqual(JSON.parse(JSON.stringify(review)));
  });

  it("has a line for each resource", () => {
    const lines = [...jsonReview(reviewOf([created("x.y", {}), created("x.z", {})]))].join("").split("\n");
    expect(lines.filter((line) => line.startsWith('{"address":"x.'))).toHaveLength(2);
  });
});
