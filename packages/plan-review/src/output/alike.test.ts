import { deleted, reviewOf, stackOf, updated } from "../testing/plans";
import { alike, groupedViolations, judgementOf, shownWhole } from "./alike";

const many = (count: number, type: string) =>
  Array.from({ length: count }, (_, index) => deleted(`${type}.a${index}`, {}));
const resources = (changes: Parameters<typeof reviewOf>[0]) => stackOf(reviewOf(changes)).resources;

describe("alike", () => {
  it("puts neighbours together of which the same is said, and leaves few as they are", () => {
    const groups = alike(
      resources([...many(4, "aws_db_instance"), ...many(3, "aws_sqs_queue"), ...many(5, "aws_iam_role")]),
      judgementOf,
    );
    expect(groups.map((group) => [group.length, group[0]?.type])).toEqual([
      [4, "aws_db_instance"],
      [1, "aws_sqs_queue"],
      [1, "aws_sqs_queue"],
      [1, "aws_sqs_queue"],
      [5, "aws_iam_role"],
    ]);
  });

  it("leaves alone what has differences of its own", () => {
    const updates = Array.from({ length: 5 }, (_, index) =>
      updated(`aws_iam_role.a${index}`, { path: "/" }, { path: "/a/" }),
    );
    expect(alike(resources(updates), shownWhole)).toHaveLength(5);
  });
});

describe("groupedViolations", () => {
  it("says once what a policy says of many, also where they do not stand side by side", () => {
    const lost = (resource: string) => ({ rule: "stateful-delete", resource, message: "it is lost" });
    const open = (resource: string) => ({ rule: "public-ingress", resource, message: "port 22" });
    expect(groupedViolations([lost("a"), open("x"), lost("b"), lost("c"), lost("d")])).toEqual([
      { ...lost("a"), resource: "4 resources, first a" },
      open("x"),
    ]);
  });
});
