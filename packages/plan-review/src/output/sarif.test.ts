import { reviewPlans } from "../review/review-plans";
import { created, deleted, planOf, reviewOf, updated } from "../testing/plans";
import { sarifReview } from "./sarif";

function runOf(review: Parameters<typeof sarifReview>[0]) {
  const log = JSON.parse(sarifReview(review));
  expect(log).toMatchObject({ $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0" });
  return log.runs[0];
}

describe("sarifReview", () => {
  it("has one result for each finding that is more than a plain change, worst first", () => {
    const review = reviewOf([
      created("aws_nat_gateway.n", {}),
      created("aws_security_group.g", {
        ingress: [{ from_port: 22, to_port: 22, protocol: "tcp", cidr_blocks: ["0.0.0.0/0"] }],
      }),
      deleted("aws_dynamodb_table.t", {}),
      updated("aws_vpc.v", { tags: {} }, { tags: { a: "b" } }),
    ]);
    expect(
      runOf(review).results.map(({ ruleId, level, message }: { ruleId: string; level: string; message: object }) => [
        ruleId,
        level,
        message,
      ]),
    ).toEqual([
      [
        "stateful-delete",
        "error",
        { text: "aws_dynamodb_table.t: aws_dynamodb_table is deleted: what it holds is lost" },
      ],
      ["public-ingress", "warning", { text: "aws_security_group.g: port 22 open to 0.0.0.0/0: new" }],
      ["cost", "note", { text: "aws_nat_gateway.n: +$32.85 a month" }],
    ]);
  });

  it("explains every rule that a result refers to", () => {
    const { tool, results } = runOf(reviewOf([deleted("aws_s3_bucket.b", {}), created("aws_lb.l", {})]));
    expect(tool.driver.name).toBe("plan-review");
    for (const { ruleId, ruleIndex } of results) {
      expect(tool.driver.rules[ruleIndex]).toEqual({
        id: ruleId,
        shortDescription: { text: expect.stringMatching(/\.$/) },
      });
    }
  });

  it("locates a result by the stack's plan and the resource's address", () => {
    const { results } = runOf(
      reviewPlans([{ id: "prod eu/infra data", plan: planOf([deleted("aws_s3_bucket.b", {})]) }]),
    );
    expect(results[0].locations).toEqual([
      {
        physicalLocation: { artifactLocation: { uri: "prod%20eu/infra%20data.json" }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: "prod eu/infra data/aws_s3_bucket.b", kind: "resource" }],
      },
    ]);
  });

  it("recognizes a result from one plan to the next", () => {
    const prints = (address: string) =>
      runOf(reviewOf([deleted(address, {})])).results[0].partialFingerprints["planReview/v1"];
    expect(prints("aws_s3_bucket.b")).toBe(prints("aws_s3_bucket.b"));
    expect(prints("aws_s3_bucket.b")).not.toBe(prints("aws_s3_bucket.c"));
  });

  it("is whole where nothing is found, and with a name that no URI holds", () => {
    expect(runOf(reviewOf([]))).toEqual({ tool: { driver: { name: "plan-review", rules: [] } }, results: [] });
    expect(runOf(reviewPlans([{ id: "\ud800", plan: planOf([deleted("aws_s3_bucket.b", {})]) }])).results).toHaveLength(
      1,
    );
  });

  it("keeps to the number of results that code scanning takes, and to the worst", () => {
    const many = Array.from({ length: 25_100 }, (_, index) => created(`aws_lb.l${index}`, {}));
    const { results } = runOf(reviewOf([...many, deleted("aws_s3_bucket.b", {})]));
    expect(results).toHaveLength(25_000);
    expect(results[0].ruleId).toBe("stateful-delete");
  });
});
