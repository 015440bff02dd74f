import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readPlans, stackIds } from "./plan-files";

const PLAN = JSON.stringify({ format_version: "1.2", planned_values: {} });

describe("readPlans", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-review-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("takes every JSON file of a folder for a stack named after it", () => {
    for (const name of ["infra-dns.json", "infra-app.json", "notes.txt"]) writeFileSync(join(folder, name), PLAN);
    expect(readPlans([folder]).map(({ id }) => id)).toEqual(["infra-app", "infra-dns"]);
  });

  it("reads a file once that is named twice", () => {
    writeFileSync(join(folder, "a.json"), PLAN);
    expect(readPlans([folder, join(folder, "a.json")])).toHaveLength(1);
  });

  it("tells plans apart that have the same file name", () => {
    const files = ["edge", "dns"].map((stack) => {
      mkdirSync(join(folder, stack));
      const file = join(folder, stack, "plan.json");
      writeFileSync(file, PLAN);
      return file;
    });
    expect(readPlans(files).map(({ id }) => id)).toEqual(["edge/plan", "dns/plan"]);
  });

  it("refuses a folder without plans, and what does not exist", () => {
    expect(() => readPlans([folder])).toThrow(`${folder}: holds no .json files; write plans into it with`);
    expect(() => readPlans([join(folder, "none")])).toThrow(/none: does not exist$/);
  });
});

describe("stackIds", () => {
  it("takes as many folders as it needs", () => {
    expect(stackIds(["a/x/plan.json", "b/x/plan.json", "b/y/plan.json"])).toEqual(["a/x/plan", "b/x/plan", "b/y/plan"]);
    expect(stackIds(["plan.json"])).toEqual(["plan"]);
    expect(stackIds(["a.json", "b/a.json"])).toEqual(["a", "b/a"]);
  });
});
