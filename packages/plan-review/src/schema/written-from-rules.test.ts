import { readFileSync } from "node:fs";
import { RULE_NAMES } from "../risk/rules";
import { GATE_FINDINGS_FILE, gateFindingsSource, PAGE_FILE, pageWithRules } from "./written-from-rules";

describe("what is written from the rules", () => {
  it("are the names that the gates of an environment may speak of; `pnpm accept` writes them anew", () => {
    expect(readFileSync(GATE_FINDINGS_FILE, "utf8")).toBe(gateFindingsSource());
  });

  it("is the table of the page for operators; `pnpm accept` writes it anew", () => {
    const page = readFileSync(PAGE_FILE, "utf8");
    expect(page).toBe(pageWithRules());
    for (const name of RULE_NAMES) expect(page).toContain(`| \`${name}\` |`);
  });
});
