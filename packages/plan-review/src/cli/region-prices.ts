import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineCommand, type Program, text } from "@app/command-line";
import { ReviewError } from "../review-error";
import { type Offer, PRICE_NAMES, type PriceName, priceItem } from "../risk/price-items";
import type { Price } from "../risk/prices";
import { type OfferRow, readOfferFile } from "./offer-file";

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api-fetching-price-list-files-manually.html */
const PRICE_LIST = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws";
const TABLE_FILE = join(__dirname, "../risk/price-table.json");

type Found = ReadonlyMap<PriceName, Price>;
type Table = Record<string, Partial<Record<PriceName, Price>>>;

export const regionPrices: Program = {
  name: "region-prices",
  single: "region-prices",
  commands: [
    defineCommand({
      name: "region-prices",
      summary: "write the prices of regions from AWS's own offer files",
      description: `Reads what AWS publishes of each service and region, at
${PRICE_LIST}/SERVICE/current/REGION/index.csv
and writes the figures into the table that reviews and gates reckon with. No
account is needed. The file of EC2 has some 300 MB and is read line by line;
nothing is kept. What a file does not have stays as it was, and is named.`,
      takes: "REGION",
      options: {
        from: text("PLACE", "read from this address, or folder, in place of AWS's price list"),
        table: text("FILE", "write there instead of into the package's own table"),
      },
      examples: ["region-prices eu-west-3", "region-prices eu-west-3 sa-east-1 --from downloads"],
      run: async ({ arguments: regions, options }) => refresh(regions, options),
    }),
  ],
};

interface RefreshOptions {
  readonly from?: string | undefined;
  readonly table?: string | undefined;
}

/** Returns the exit code: 1 where a figure was not found. @throws ReviewError for what cannot be read. */
export async function refresh(regions: readonly string[], options: RefreshOptions): Promise<number> {
  const { from = PRICE_LIST, table: file = TABLE_FILE } = options;
  if (regions.length === 0) throw new ReviewError("name at least one region, such as eu-west-3");
  const table = JSON.parse(readFileSync(file, "utf8")) as Table;
  let code = 0;
  for (const region of regions) {
    const found = await pricesOf(region, from);
    const missing = offered().filter((name) => !found.has(name));
    table[region] = sorted({ ...table[region], ...Object.fromEntries(found) });
    for (const [name, { usd, asOf }] of found) console.log(`${region}  ${priceItem(name).unit}: $${usd} (${asOf})`);
    for (const name of missing) console.error(`${region}  ${priceItem(name).unit}: no row, left as it was`);
    if (missing.length > 0) code = 1;
  }
  writeFileSync(file, `${JSON.stringify(sorted(table), null, 2)}\n`);
  return code;
}

/** Everything of a region that the offer files of its services have. */
async function pricesOf(region: string, from: string): Promise<Found> {
  const found = new Map<PriceName, Price>();
  for (const service of new Set(offered().map((name) => offerOf(name).service))) {
    const names = offered().filter((name) => offerOf(name).service === service);
    for (const [name, price] of await pricesIn(service, region, names, from)) found.set(name, price);
  }
  return found;
}

async function pricesIn(service: string, region: string, names: readonly PriceName[], from: string): Promise<Found> {
  const place = `${from}/${service}/current/${region}/index.csv`;
  const { version, published, rows } = await readOfferFile(place);
  const found = new Map<PriceName, Price>();
  const source = `${PRICE_LIST}/${service}/${version}/${region}/index.json`;
  for await (const row of rows) {
    for (const name of names.filter((one) => isOf(row, offerOf(one)))) {
      const usd = Number(row.PricePerUnit);
      const other = found.get(name)?.usd ?? usd;
      if (other !== usd)
        throw new ReviewError(`${place} has two prices of ${priceItem(name).unit}: ${other} and ${usd}`);
      found.set(name, { usd, source, asOf: published });
    }
  }
  return found;
}

/** Whether it is the price on demand of that, from the first unit on. */
function isOf(row: OfferRow, { usage, where = {} }: Offer): boolean {
  return (
    row.TermType === "OnDemand" &&
    row.Currency === "USD" &&
    Number(row.StartingRange) === 0 &&
    withoutRegion(row.usageType ?? "") === usage &&
    Object.entries(where).every(([column, value]) => row[column] === value)
  );
}

/** `EUC1-NatGateway-Hours`, `EU-NatGateway-Hours` and `NatGateway-Hours` alike; `TS-` is no region. */
function withoutRegion(usage: string): string {
  return usage.replace(/^(EU|[A-Z]{2,4}\d+)-/, "");
}

function offered(): PriceName[] {
  return PRICE_NAMES.filter((name) => priceItem(name).offer !== undefined);
}

function offerOf(name: PriceName): Offer {
  const { offer } = priceItem(name);
  if (!offer) throw new Error(`${name} stands in no offer file`);
  return offer;
}

function sorted<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) as Value;
}
