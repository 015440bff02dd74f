import { PRICE_ITEMS, PRICE_NAMES, priceItem } from "./price-items";
import { borrowedText, byRegion, oldestDay, PRICE_TABLE, Prices, REFERENCE_REGION } from "./prices";

const PAGE = /^https:\/\/aws\.amazon\.com\/([\w/-]+\/pricing|blogs\/aws\/[\w-]+)\/$/;
const OFFER_FILE =
  /^https:\/\/pricing\.us-east-1\.amazonaws\.com\/offers\/v1\.0\/aws\/(\w+)\/(\d{14}|current)\/([\w-]+)\/index\.json$/;

const figures = Object.entries(PRICE_TABLE).flatMap(([region, prices]) =>
  Object.entries(prices).map(([name, price]) => ({ region, name, ...price })),
);

describe("the table of prices", () => {
  it("has where everything is known a price for everything that has not one for all regions", () => {
    const byItself = PRICE_NAMES.filter((name) => priceItem(name).everywhere === undefined);
    expect(Object.keys(PRICE_TABLE[REFERENCE_REGION] ?? {}).sort()).toEqual([...byItself].sort());
  });

  it("has no price of what is not priced, or has one for all regions", () => {
    const unknown = figures.filter(({ name }) => !(PRICE_ITEMS as Record<string, { offer?: unknown }>)[name]?.offer);
    expect(unknown).toEqual([]);
  });

  it("says of every figure where it stands, in a file of that region and service, and on which day", () => {
    for (const { region, name, usd, source, asOf } of figures) {
      expect(usd).toBeGreaterThan(0);
      expect(Date.parse(asOf)).toBeLessThan(Date.now());
      if (PAGE.test(source)) continue;
      const [, service, version, ofRegion] = OFFER_FILE.exec(source) ?? [];
      expect([name, ofRegion, service]).toEqual([name, region, priceItem(name as never).offer?.service]);
      if (version !== "current") expect(version?.slice(0, 8)).toBe(asOf.replaceAll("-", ""));
    }
  });

  it("prices the load balancer, the tasks and the way out of every region that it has by the region's own figures", () => {
    const lacking = Object.entries(PRICE_TABLE)
      .filter(([, prices]) => !prices.fargateVcpu || !prices.fargateGigabyte || !prices.loadBalancer)
      .map(([region]) => region);
    expect(lacking).toEqual([]);
    expect(Object.entries(PRICE_TABLE).filter(([, { natGateway }]) => !natGateway)).toHaveLength(1);
  });
});

describe("Prices", () => {
  it("takes the figures of its region", () => {
    const prices = new Prices("eu-central-1");
    expect(prices.aMonth("natGateway")).toBeCloseTo(0.052 * 730);
    expect(prices.aMonth("loadBalancer")).toBeCloseTo(0.027 * 730);
    expect(prices.aMonth("hostedZone")).toBe(0.5);
    expect(prices.summary()).toEqual({ region: "eu-central-1", asOf: "2026-08-31", borrowed: [] });
  });

  it("takes those of us-east-1 for what it has none of, and says so", () => {
    const prices = new Prices("eu-north-1");
    expect(prices.aMonth("interfaceEndpoint")).toBeCloseTo(0.01 * 730);
    expect(prices.aMonth("natGateway")).toBeCloseTo(0.046 * 730);
    expect(prices.summary()?.borrowed).toEqual(["interface endpoint, each zone"]);
    const nowhere = new Prices("ap-east-1");
    expect(nowhere.aMonth("natGateway")).toBeCloseTo(0.045 * 730);
    expect(nowhere.summary()?.borrowed).toEqual(["NAT gateway"]);
  });

  it("was not asked, and says nothing", () => {
    expect(new Prices("eu-north-1").summary()).toBeUndefined();
  });
});

describe("what a sum was reckoned with", () => {
  const used = [
    { region: "eu-north-1", asOf: "2026-09-04", borrowed: ["NAT gateway"] },
    { asOf: "2026-09-20", borrowed: ["load balancer"] },
    { region: "eu-north-1", asOf: "2026-08-31", borrowed: ["key", "NAT gateway"] },
    { region: "us-east-1", asOf: "2026-09-20", borrowed: [] },
  ];

  it("is one entry a region, with the oldest day", () => {
    expect(byRegion(used)).toEqual([
      { asOf: "2026-09-20", borrowed: ["load balancer"] },
      { region: "eu-north-1", asOf: "2026-08-31", borrowed: ["NAT gateway", "key"] },
      { region: "us-east-1", asOf: "2026-09-20", borrowed: [] },
    ]);
    expect(oldestDay(used)).toBe("2026-08-31");
    expect(oldestDay([])).toBe("2026-08-29");
  });

  it("names what is not the region's own", () => {
    expect(borrowedText(byRegion(used))).toBe(
      "Approximate, with figures of us-east-1: a region that the plan does not tell (load balancer), eu-north-1 (NAT gateway; key).",
    );
    expect(borrowedText([{ region: "us-east-1", asOf: "2026-09-20", borrowed: [] }])).toBeUndefined();
  });
});
