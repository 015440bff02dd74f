import { createHash } from "node:crypto";
import { exampleStacks, unchangedStacks } from "../../../e2e/example-plans";
import { HOSTILE_ADDRESS, hostileStack } from "../../../e2e/hostile-texts";
import { type PlannedStack, reviewPlans } from "../../review/review-plans";
import { changes } from "./changes";
import { htmlReview } from "./html-review";

const review = (stacks: readonly PlannedStack[]) => htmlReview(reviewPlans(stacks));

describe("htmlReview", () => {
  it("allows exactly the style and the script that it holds", () => {
    const text = review([...exampleStacks, hostileStack]);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1]?.replaceAll("&#39;", "'") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    for (const [, name, content = ""] of text.matchAll(/<(style|script type="module")>(.*?)<\/(?:style|script)>/gs)) {
      const digest = createHash("sha256").update(content).digest("base64");
      expect(policy).toContain(`${name === "style" ? "style" : "script"}-src 'sha256-${digest}'`);
    }
    expect(text.match(/<script/g)).toHaveLength(3);
    expect(text).not.toMatch(/ (style|on\w+)="/);
  });

  it("names nothing that would have to be fetched", () => {
    expect(review(exampleStacks)).not.toMatch(/(src|href)=|url\(|@import|https?:\/\/(?!notes\.example)/);
  });

  it("holds no piece of a script that imports from another", () => {
    expect(review(exampleStacks)).not.toMatch(/^(import|export) /m);
  });

  it("carries a hostile name as text alone", () => {
    const text = review([hostileStack]);
    expect(text).not.toContain("<img");
    expect(text).toContain(JSON.stringify(HOSTILE_ADDRESS).replaceAll("<", "\\u003c"));
  });

  it("shows what a policy forbids and what needs an approval", () => {
    const text = htmlReview(reviewPlans(exampleStacks), {
      forbidden: [{ rule: "stateful-delete", resource: "infra-data: aws_s3_bucket.a", message: "is <deleted>" }],
      needsApproval: [],
    });
    expect(text).toContain("Forbidden by the policy");
    expect(text).toContain("is &lt;deleted&gt;");
    expect(text).not.toContain("Needs an approval");
  });

  it("needs no script where nothing changes", () => {
    const text = review(unchangedStacks);
    expect(text).toContain("<h1>No changes</h1>");
    expect(text).not.toContain("<script");
  });

  it("does not call all well what could not be planned to the end", () => {
    const [first] = unchangedStacks as [PlannedStack];
    const text = review([{ ...first, plan: { ...first.plan, errored: true } }]);
    expect(text).not.toContain("Nothing to apply.");
    expect(text).toContain("Not the whole picture");
  });
});

describe("changes", () => {
  it("come with the riskiest of all stacks first", () => {
    const groups = changes(reviewPlans(exampleStacks)).map(({ listed }) => listed.group);
    expect([...new Set(groups)]).toEqual([
      "data loss",
      "outage",
      "access",
      "drift",
      "cost",
      "change",
      "cosmetic",
      "other",
    ]);
    expect(groups.lastIndexOf("data loss")).toBeLessThan(groups.indexOf("outage"));
  });

  it("preview what an update does, the attribute that forces a replacement first", () => {
    const all = changes(reviewPlans(exampleStacks)).map(({ listed }) => listed);
    const table = all.find(({ address }) => address === "aws_dynamodb_table.notes");
    expect(table?.preview[0]).toBe('name: "notes" → "notes-v2"');
    expect(table?.remarks).toContain("forced by name");
  });
});
