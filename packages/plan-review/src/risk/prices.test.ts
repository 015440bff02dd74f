import { PRICES, PRICES_AS_OF } from "./prices";

describe("the table of prices", () => {
  it("is dated with a day that has been", () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Date.parse(PRICES_AS_OF)).toBeLessThan(Date.now());
  });

  it("says of every price what it is for, where it holds, on which page it stands and when", () => {
    for (const { usd, per, unit, region, source, asOf } of Object.values(PRICES)) {
      expect(usd).toBeGreaterThan(0);
      expect(["hour", "month"]).toContain(per);
      expect(unit).not.toBe("");
      expect(region).toBe("us-east-1");
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[\w/-]+\/pricing\/$/);
      expect(asOf <= PRICES_AS_OF).toBe(true);
    }
  });
});
