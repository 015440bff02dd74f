import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PRICES_AS_OF } from "./prices";

const SOURCE = readFileSync(join(__dirname, "prices.ts"), "utf8");

describe("the table of prices", () => {
  it("is dated with a day that has been", () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(Date.parse(PRICES_AS_OF)).toBeLessThan(Date.now());
  });

  it("names the page that every figure comes from", () => {
    let page: string | undefined;
    for (const line of SOURCE.split("\n")) {
      page = /https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\//.exec(line)?.[0] ?? page;
      if (/=> .*\d/.test(line)) expect([line, page]).toEqual([line, expect.any(String)]);
    }
    expect(page).toBeDefined();
  });
});
