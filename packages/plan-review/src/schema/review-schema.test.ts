import { readFileSync } from "node:fs";
import Ajv from "ajv";
import type { Review } from "../review/model";
import { reviewPlans } from "../review/review-plans";
import { created, deleted, planOf, replaced, resource, reviewOf, updated } from "../testing/plans";
import { reviewSchema, SCHEMA_FILE } from "./review-schema";

const PUBLISHED = JSON.parse(readFileSync(SCHEMA_FILE, "utf8"));
const validate = new Ajv({ allErrors: true }).compile(PUBLISHED);

function problems(review: unknown): unknown {
  // As it is written, without what JSON leaves out.
  validate(JSON.parse(JSON.stringify(review)));
  return validate.errors ?? [];
}

describe("the published schema of a review", () => {
  it("is the one of the model; `pnpm accept` writes it anew", () => {
    expect(PUBLISHED).toEqual(reviewSchema());
  });

  it.each<[string, Review]>([
    ["no stack", reviewPlans([])],
    ["nothing that changes", reviewOf([])],
    [
      "every action",
      reviewOf([
        created("aws_lb.a", { x: [1] }, { after_unknown: { id: true }, after_sensitive: { password: true } }),
        updated(
          "aws_iam_policy.a",
          { policy: '{"Statement":[]}' },
          { policy: '{"Statement":[{"Effect":"Allow","Action":"*"}]}' },
        ),
        replaced("aws_subnet.a", { zone: "a" }, { zone: "b" }, { replace_paths: [["zone"]] }),
        deleted("aws_s3_bucket.a", {}),
        resource(
          "data.a.b",
          { actions: ["read"], before: null, after: {} },
          { action_reason: "read_because_config_unknown" },
        ),
        resource("a.moved", { actions: ["no-op"] }, { previous_address: "a.was" }),
        resource("a.imported", { actions: ["no-op"], importing: { id: "i" } }),
        resource("a.forgotten", { actions: ["forget"], before: {}, after: null }),
        created("aws_security_group.a", {
          ingress: [
            { protocol: "tcp", from_port: "x", cidr_blocks: ["0.0.0.0/0"] },
            { protocol: "-1", cidr_blocks: ["::/0"] },
          ],
        }),
      ]),
    ],
    [
      "drift, outputs, checks and caveats",
      reviewPlans([
        {
          id: "s",
          constructPaths: { "a.b": "s/a" },
          dependencies: ["n"],
          waitsFor: ["n"],
          plan: planOf([created("a.b", {})], {
            errored: true,
            resource_drift: [deleted("a.c", {})],
            checks: [{ status: "fail" }],
            output_changes: {
              a: { actions: ["update"], before: 1, after_unknown: true },
              b: { actions: ["delete"], before: 1, after_sensitive: true },
            },
          }),
        },
      ]),
    ],
  ])("holds for a review of %s", (_, review) => {
    expect(problems(review)).toEqual([]);
  });

  it("does not hold for something else", () => {
    expect(problems({ ...reviewOf([]), formatVersion: "2.0" })).not.toEqual([]);
    expect(problems({ ...reviewOf([]), more: 1 })).not.toEqual([]);
    const [stack] = reviewOf([created("a.b", {})]).stacks;
    expect(problems({ ...reviewOf([]), stacks: [{ ...stack, resources: [{ address: 1 }] }] })).not.toEqual([]);
  });
});
