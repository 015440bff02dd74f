import { evaluateGates } from "../gates/evaluate";
import { htmlReview } from "../output/html/html-review";
import { markdownReview } from "../output/markdown/markdown-review";
import { terminalReview } from "../output/terminal";
import { created, deleted, replaced, resource, reviewOf, unchanged, updated } from "../testing/plans";

const SENTENCE = "No rule knows 2 types: acme_vault (2), acme_door. What their changes do is not judged.";
const REASSURANCE = "Nothing here loses data";

describe("types that no rule knows", () => {
  const changes = [
    created("acme_door.a", {}),
    updated("acme_vault.a", { a: 1 }, { a: 2 }),
    updated("acme_vault.b", { a: 1 }, { a: 2 }),
    created("aws_iam_role.a", {}),
    unchanged("acme_wall.a", {}),
    resource("data.acme_key.a", { actions: ["read"], after: {} }),
  ];

  it("are named and counted where they change", () => {
    expect(reviewOf(changes).unjudged).toEqual([
      { type: "acme_vault", count: 2 },
      { type: "acme_door", count: 1 },
    ]);
  });

  it("are named in every format, in place of a reassurance", () => {
    const review = reviewOf(changes);
    expect(terminalReview(review, { width: 200, colour: false })).toContain(SENTENCE);
    expect(markdownReview(review)).toContain(SENTENCE.replaceAll("_", "\\_"));
    const page = htmlReview(review);
    expect(page).toContain(SENTENCE);
    expect(page).not.toContain(REASSURANCE);
    expect(htmlReview(reviewOf([created("aws_iam_role.a", {})]))).toContain(REASSURANCE);
  });

  it("are named beside what is risky, and a policy that nobody knows yet calms nobody either", () => {
    expect(htmlReview(reviewOf([...changes, deleted("aws_s3_bucket.a", {})]))).toContain(SENTENCE);
    const page = htmlReview(reviewOf([created("aws_iam_policy.a", {}, { after_unknown: { policy: true } })]));
    expect(page).toContain("What 1 policy will allow is known only after the apply.");
    expect(page).not.toContain(REASSURANCE);
  });

  it.each([
    [deleted("acme_vault.a", {}), "unknown-delete", "acme_vault is deleted, and no rule knows it: it may lose data"],
    [
      replaced("acme_vault.a", {}, {}),
      "unknown-replace",
      "acme_vault is replaced, and no rule knows it: it may lose data",
    ],
  ])("may lose data, which a gate on data loss sees: %j", (change, rule, message) => {
    const review = reviewOf([change]);
    expect(review.worst).toBe("data loss");
    expect(evaluateGates(review, { forbid: ["data loss"] }, { plannedAt: Date.now() }).forbidden).toEqual([
      { rule, resource: "stack: acme_vault.a", message },
    ]);
  });

  it("are nothing to fear while they are only created", () => {
    expect(reviewOf([created("acme_vault.a", {})]).worst).toBe("change");
  });
});
