import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parsePlan } from "@app/plan-review";
import { StandIns } from "./stand-ins";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stand-ins-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function stack(output: object) {
  return { id: "app-dns", dependencies: [], folder, configuration: JSON.stringify({ terraform: {}, output }) };
}

/** What stands for an output that was `before` and will only be known after the apply. */
function standIn(before: unknown, configured: object): unknown {
  const change = { actions: ["update"], before, after_unknown: true };
  const plan = { format_version: "1.2", resource_changes: [], output_changes: { out: change } };
  const described = stack({ out: configured });
  return new StandIns().afterPlan(described, parsePlan(JSON.stringify(plan), "app-dns"))?.values.out;
}

const ONE = { value: "${aws_thing.a.b}" };

it.each([
  ["a text", "x", ONE, "stand-in-app-dns-out"],
  ["a number by what it was", 443, ONE, 443],
  ["a switch by what it was", true, ONE, true],
  ["an object by what it was", { a: 1 }, ONE, { a: 1 }],
  ["a list by as many as there were", ["x", "y"], ONE, ["stand-in-app-dns-out-0", "stand-in-app-dns-out-1"]],
  ["a list that was never known", null, { ...ONE, "//": { kind: "list" } }, ["stand-in-app-dns-out-0"]],
])("stands in for %s", (_, before, configured, expected) => {
  expect(standIn(before, configured)).toEqual(expected);
});
