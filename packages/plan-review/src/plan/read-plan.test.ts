import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ReviewError } from "../review-error";
import { parsePlan, readPlanFile } from "./read-plan";

const PLAN = { format_version: "1.2", planned_values: {}, resource_changes: [] };

function refusal(content: unknown): string {
  try {
    parsePlan(typeof content === "string" ? content : JSON.stringify(content), "plan.json");
  } catch (error) {
    expect(error).toBeInstanceOf(ReviewError);
    return (error as Error).message;
  }
  throw new Error("was not refused");
}

describe("parsePlan", () => {
  it.each(["0.1", "0.2", "1.0", "1.1", "1.2", "1.99"])("reads a plan of format %s", (version) => {
    expect(parsePlan(JSON.stringify({ ...PLAN, format_version: version }), "plan.json").format_version).toBe(version);
  });

  it("reads a plan without any resource", () => {
    const nothing = { format_version: "1.2", planned_values: { root_module: {} }, applyable: false, complete: true };
    expect(parsePlan(JSON.stringify(nothing), "plan.json").resource_changes).toBeUndefined();
  });

  it("reads a plan that begins with a byte order mark", () => {
    expect(parsePlan(`\ufeff${JSON.stringify(PLAN)}`, "plan.json").format_version).toBe("1.2");
  });

  it("takes null for absent, as programs write it that know no absence", () => {
    const plan = { ...PLAN, resource_changes: null, resource_drift: null, output_changes: null, checks: null };
    expect(parsePlan(JSON.stringify(plan), "plan.json")).toEqual({ format_version: "1.2", planned_values: {} });
  });

  it.each(["2.0", "2", "10.1", "x"])("refuses the unknown format version %s and names the known ones", (version) => {
    expect(refusal({ ...PLAN, format_version: version })).toBe(
      `plan.json: has the format version "${version}"; 0.x and 1.x are known, so take a newer release of plan-review`,
    );
  });

  it("refuses a binary plan with the command that converts it", () => {
    expect(refusal("PK\u0003\u0004rest")).toMatch(/is a binary plan; convert it .*`terraform show -json plan.json/);
  });

  it.each([
    ["a state file", { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "x", outputs: {}, resources: [] }],
    ["a state that was shown as JSON", { format_version: "1.0", terraform_version: "1.11.4", values: {} }],
  ])("refuses %s and says how a plan is written", (_, state) => {
    expect(refusal(state)).toMatch(/is a state, not a plan; run `terraform plan -out PLANFILE` and `terraform show/);
  });

  it.each([
    ["an empty file", "", "plan.json: is empty; `terraform show -json` may have failed"],
    ["blanks", " \n ", "plan.json: is empty; `terraform show -json` may have failed"],
    ["a truncated plan", '{"format_version":"1.2","resource_ch', "the JSON ends in the middle"],
    ["text", "Terraform will perform the following actions:", "is not JSON"],
    [
      "the log of a plan",
      '{"@level":"info","@message":"Terraform"}\n{"@level":"info"}',
      "is the log of `terraform plan -json`",
    ],
    ["a list", "[1]", "is JSON, but no plan of Terraform's"],
    ["a number", "1", "is JSON, but no plan of Terraform's"],
    ["another document", '{"name":"x"}', "is JSON, but no plan of Terraform's"],
    ["a plan without content", '{"format_version":"1.0"}', "is JSON, but no plan of Terraform's"],
  ])("refuses %s", (_, text, reason) => {
    expect(refusal(text)).toContain(reason);
  });

  it("does not quote what may be a secret when the JSON is wrong", () => {
    expect(refusal('{"password": "hunter2" "x": 1}')).not.toMatch(/hunter|password/);
  });

  it.each([
    [{ ...PLAN, resource_changes: {} }, "resource_changes is no list"],
    [{ ...PLAN, resource_changes: [{ type: "x" }] }, "resource_changes[0].address is missing"],
    [{ ...PLAN, resource_changes: [{ address: 1 }] }, "resource_changes[0].address is no text"],
    [
      { ...PLAN, resource_changes: [{ address: "a.b", change: { actions: "create" } }] },
      "resource_changes[0].change.actions is no list",
    ],
    [{ ...PLAN, output_changes: { x: 1 } }, "output_changes.x is no object"],
    [{ ...PLAN, errored: "no" }, "errored is neither true nor false"],
  ])("names the place that is not as in a plan", (plan, place) => {
    expect(refusal(plan)).toContain(`plan.json: ${place}, so it is no plan of Terraform's`);
  });
});

describe("readPlanFile", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-review-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("reads what PowerShell redirects into a file", () => {
    const file = join(folder, "plan.json");
    writeFileSync(file, `\ufeff${JSON.stringify(PLAN)}`, "utf16le");
    expect(readPlanFile(file).format_version).toBe("1.2");
  });

  it("refuses a gigabyte before it is read, and says what helps", () => {
    const file = join(folder, "large.json");
    writeFileSync(file, "{");
    truncateSync(file, 1024 ** 3);
    expect(() => readPlanFile(file)).toThrow(/has 1024 MiB, at most 256 MiB can be reviewed; split the stack, or/);
  });

  it("refuses a folder and a file that is not there", () => {
    expect(() => readPlanFile(folder)).toThrow(`${folder}: is a folder; name the plan JSON files in it`);
    expect(() => readPlanFile(join(folder, "none.json"))).toThrow(/none\.json: does not exist$/);
  });
});
