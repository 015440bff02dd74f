import { type PriceName, priceItem } from "./price-items";
import table from "./price-table.json";

export interface Price {
  /** US dollars. */
  readonly usd: number;
  /** The page or the offer file that has it. */
  readonly source: string;
  /** The day on which it had it, or on which the offer file was published. */
  readonly asOf: string;
}

export type PriceTable = Readonly<Record<string, Readonly<Partial<Record<PriceName, Price>>>>>;

/** By region. `region-prices` writes it from AWS's own offer files; README.md says how. */
export const PRICE_TABLE: PriceTable = table;

/** Where everything has a price; its figures stand in for what another region has none of. */
export const REFERENCE_REGION = "us-east-1";

/** Of the price on demand: Spot moves with supply, and is up to 70 % below it (the page of Fargate's prices). */
export const SPOT_SHARE = 0.3;

const HOURS_A_MONTH = 730;

/** What a sum was reckoned with, of one region. */
export interface RegionPrices {
  /** Absent where the plan does not tell in which region something is. */
  readonly region?: string;
  /** The oldest day of the prices that were used. */
  readonly asOf: string;
  /** What is paid for that has no price of the region itself: figures of us-east-1 stand in. */
  readonly borrowed: readonly string[];
}

/** Prices of one region, which remember what was asked of them. */
export class Prices {
  private readonly used = new Map<PriceName, Price>();
  private readonly borrowed = new Set<PriceName>();

  constructor(readonly region: string | undefined) {}

  /** US dollars for a month of 730 hours. */
  aMonth(name: PriceName): number {
    const { per } = priceItem(name);
    const own = priceItem(name).everywhere ?? priceIn(this.region, name);
    const price = own ?? priceIn(REFERENCE_REGION, name);
    if (!price) throw new Error(`price-table.json → ${REFERENCE_REGION}.${name} is missing`);
    this.used.set(name, price);
    if (!own) this.borrowed.add(name);
    return per === "hour" ? price.usd * HOURS_A_MONTH : price.usd;
  }

  summary(): RegionPrices | undefined {
    const [asOf] = [...this.used.values()].map((price) => price.asOf).sort();
    if (asOf === undefined) return undefined;
    const borrowed = [...this.borrowed].map((name) => priceItem(name).unit).sort();
    return { ...(this.region !== undefined && { region: this.region }), asOf, borrowed };
  }
}

function priceIn(region: string | undefined, name: PriceName): Price | undefined {
  return region !== undefined && Object.hasOwn(PRICE_TABLE, region) ? PRICE_TABLE[region]?.[name] : undefined;
}

/** One of each region: the oldest day, and everything that was borrowed. */
export function byRegion(all: readonly RegionPrices[]): RegionPrices[] {
  const merged = new Map<string | undefined, RegionPrices>();
  for (const one of all) {
    const other = merged.get(one.region) ?? one;
    const borrowed = [...new Set([...other.borrowed, ...one.borrowed])].sort();
    merged.set(one.region, { ...one, asOf: oldestDay([other, one]), borrowed });
  }
  return [...merged.values()].sort((a, b) => (a.region ?? "").localeCompare(b.region ?? ""));
}

/** Of the prices that were used; where none was, of the whole table. */
export function oldestDay(used: readonly RegionPrices[]): string {
  const days = used.length > 0 ? used.map(({ asOf }) => asOf) : allDays();
  return [...days].sort()[0] ?? "";
}

function allDays(): string[] {
  return Object.values(PRICE_TABLE).flatMap((prices) => Object.values(prices).map(({ asOf }) => asOf));
}

/** Which figures are not of the region itself, by name; nothing where all are. */
export function borrowedText(used: readonly RegionPrices[]): string | undefined {
  const borrowers = used
    .filter(({ borrowed }) => borrowed.length > 0)
    .map(({ region, borrowed }) => `${region ?? "a region that the plan does not tell"} (${borrowed.join("; ")})`);
  if (borrowers.length === 0) return undefined;
  return `Approximate, with figures of ${REFERENCE_REGION}: ${borrowers.join(", ")}.`;
}
