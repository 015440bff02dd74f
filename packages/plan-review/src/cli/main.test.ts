import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReviewError } from "../review-error";
import { created, planOf, updated } from "../testing/plans";
import { review } from "./main";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "plan-review-"));
  file = join(folder, "infra-edge.json");
  writeFileSync(file, JSON.stringify(planOf([created("aws_lb.l", { name: "é→日" })])));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What the command writes into a file. */
function written(format: string): string {
  const output = join(folder, `review.${format}`);
  expect(review([file], { format, output })).toBe(2);
  return readFileSync(output, "utf8");
}

describe("review", () => {
  it.each([
    ["terminal", /^1 to add, 0 to change, 0 to destroy · worst: cost · \+\$16\.43 a month\n\ninfra-edge /],
    ["markdown", /^### 1 to add/],
    ["html", /^<!doctype html>[\s\S]*<\/html>\n$/],
    ["json", /^\{"formatVersion":"1\.0",[\s\S]*"after":"\\"é→日\\""/],
    ["sarif", /^\{\n {2}"\$schema": .*sarif-2\.1\.0/],
  ])("writes the review as %s", (format, expected) => {
    expect(written(format)).toMatch(expected);
  });

  it("writes a long text whole", () => {
    const value = "日🔑".repeat(600_000);
    writeFileSync(file, JSON.stringify(planOf([created("aws_thing.a", { value })])));
    expect(JSON.parse(written("json")).stacks[0].resources[0].attributes[0].after).toBe(`"${value}"`);
  });

  it("tells by its exit code whether anything would change", () => {
    const output = join(folder, "review.txt");
    writeFileSync(file, JSON.stringify(planOf([])));
    expect(review([file], { output })).toBe(0);
  });

  it.each([
    [{ resource_drift: [updated("aws_instance.a", { instance_type: "a" }, { instance_type: "b" })] }, 2],
    [{ action_invocations: [{ address: "action.aws_lambda_invoke.x", type: "aws_lambda_invoke" }] }, 2],
  ])("tells by its exit code what a plan without changes of resources does: %j", (rest, status) => {
    writeFileSync(file, JSON.stringify({ ...planOf([]), ...rest, resource_changes: undefined }));
    expect(review([file], { output: join(folder, "review.txt") })).toBe(status);
  });

  it.each([
    [{ format: "yaml" }, '--format: "yaml" is none; use one of terminal, markdown, html, json, sarif'],
    [{ format: "constructor" }, '--format: "constructor" is none; use one of terminal, markdown, html, json, sarif'],
    [{ output: "/nowhere/review.html" }, "--output: /nowhere/review.html cannot be written (ENOENT)"],
  ])("refuses %j with a remedy", (options, message) => {
    expect(() => review([file], options)).toThrow(ReviewError);
    expect(() => review([file], options)).toThrow(message);
  });
});

const COMMAND = join(__dirname, "../../bin/plan-review.cjs");

describe("the command plan-review", () => {
  function run(...args: readonly string[]) {
    return spawnSync(process.execPath, [COMMAND, ...args], { encoding: "utf8" });
  }

  it("writes to where it is called from, and exits as Terraform does", () => {
    const { stdout, stderr, status } = run(file);
    expect([stdout.split("\n")[2], stderr, status]).toEqual(["infra-edge  1 to add, 0 to change, 0 to destroy", "", 2]);
  });

  it("reads a plan from its input", () => {
    const { stdout, status } = spawnSync(process.execPath, [COMMAND, "-"], {
      encoding: "utf8",
      input: readFileSync(file),
    });
    expect([stdout.split("\n")[2], status]).toEqual(["stdin  1 to add, 0 to change, 0 to destroy", 2]);
  });

  it("reviews the good ones of several files, names the bad ones, and fails", () => {
    const bad = join(folder, "bad.json");
    writeFileSync(bad, '{"@level":"info"}\n{"@level":"info"}');
    const { stdout, stderr, status } = run(file, bad, join(folder, "none.json"));
    expect(stdout).toContain("infra-edge  1 to add");
    expect(stderr).toContain(`${bad}: is the log of \`terraform plan -json\``);
    expect(stderr).toContain("none.json: does not exist");
    expect(status).toBe(1);
  });

  it("says what is wrong in one line, without a stack of calls", () => {
    const { stdout, stderr, status } = run(join(folder, "none.json"));
    expect([stdout, stderr, status]).toEqual(["", `${join(folder, "none.json")}: does not exist\n`, 2]);
  });

  it.each([
    [[], "name at least one plan JSON file; `plan-review --help` shows how\n"],
    [["--verbose"], "plan-review: there is no option --verbose; `plan-review --help` lists what there is\n"],
    [["--outputs", "x"], "plan-review: there is no option --outputs; did you mean --output?\n"],
  ])("refuses %j and does nothing", (args, message) => {
    const { stdout, stderr, status } = run(...args);
    expect([stdout, stderr, status]).toEqual(["", message, 2]);
  });

  it("says how it is used, and what its exit codes mean", () => {
    const { stdout, status } = run("--help");
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /plan-review \[FILE\|FOLDER …\][\s\S]*0 {2}nothing would change\n {2}1 {2}failed[^\n]*\n {2}2 {2}something would change, or a plan is not whole/,
    );
  });
});
