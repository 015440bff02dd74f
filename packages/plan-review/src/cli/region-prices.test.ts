import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fieldsOf } from "./offer-file";
import { refresh } from "./region-prices";

let folder: string;
let table: string;
let said: string[];
let complained: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "offers-"));
  table = join(folder, "table.json");
  writeFileSync(table, "{}");
  [said, complained] = [[], []];
  jest.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
  jest.spyOn(console, "error").mockImplementation((line: string) => void complained.push(line));
  for (const [service, rows] of Object.entries(ROWS)) writeOffer(service, rows);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const COLUMNS =
  "SKU,TermType,PriceDescription,StartingRange,EndingRange,Unit,PricePerUnit,Currency,Product Family,Database Engine,Deployment Option,usageType";
/** As AWS writes them, of London, and with what stands beside it: other terms, other kinds, other engines. */
const ROWS: Readonly<Record<string, readonly string[]>> = {
  AmazonECS: [
    row("G265", "AWS Fargate - vCPU  - EU (London)", "0.0465600000", "EUW2-Fargate-vCPU-Hours:perCPU"),
    row("VX9P", "AWS Fargate - Windows - vCPU", "0.0535440000", "EUW2-Fargate-Windows-vCPU-Hours:perCPU"),
    row("JPX9", "AWS Fargate - Memory", "0.0051100000", "EUW2-Fargate-GB-Hours"),
    row("YEJB", "AWS Fargate - ARM - vCPU", "0.0372500000", "EUW2-Fargate-ARM-vCPU-Hours:perCPU"),
    row("ZHQV", "AWS Fargate - ARM - Memory", "0.0040900000", "EUW2-Fargate-ARM-GB-Hours"),
  ],
  AmazonEC2: [
    row("7YHF", "regional", "0.0600000000", "EUW2-RegionalNatGateway-Hours", { family: "NAT Gateway" }),
    row("D8BX", "zonal", "0.0500000000", "EUW2-NatGateway-Hours", { family: "NAT Gateway" }),
  ],
  AmazonVPC: [row("H37W", 'an "endpoint", each zone', "0.0110000000", "EUW2-VpcEndpoint-Hours")],
  AWSELB: [
    row("6AP7", "ALB", "0.0264600000", "EUW2-LoadBalancerUsage", { family: "Load Balancer-Application" }),
    row("T953", "trust store", "0.0050000000", "TS-LoadBalancerUsage", { family: "Load Balancer-Application" }),
    row("YKBG", "NLB", "0.0300000000", "EUW2-LoadBalancerUsage", { family: "Load Balancer-Network" }),
  ],
  AmazonRDS: [
    row("ATYF", "micro", "0.0180000000", "EUW2-InstanceUsage:db.t4g.micro", { engine: "PostgreSQL" }),
    row("ATYF", "reserved", "0.0043000000", "EUW2-InstanceUsage:db.t4g.micro", {
      engine: "PostgreSQL",
      term: "Reserved",
    }),
    row("KQNT", "Oracle", "0.1000000000", "EUW2-InstanceUsage:db.t4g.micro", { engine: "Oracle" }),
    row("H6U5", "medium", "0.0720000000", "EUW2-InstanceUsage:db.t4g.medium", { engine: "PostgreSQL" }),
    row("GSPE", "gp3", "0.1330000000", "EUW2-RDS:GP3-Storage", { engine: "PostgreSQL" }),
  ],
  AmazonCloudWatch: [
    row("GDMK", "alarm", "0.1000000000", "EUW2-CW:AlarmMonitorUsage"),
    row("A", "fast alarm", "0.3000000000", "EUW2-CW:HighResAlarmMonitorUsage"),
    row("B", "composite alarm", "0.5000000000", "EUW2-CW:CompositeAlarmMonitorUsage"),
  ],
  AWSSecretsManager: [
    row("7XGG", "secret", "0.4000000000", "EUW2-AWSSecretsManager-Secrets"),
    row("7XGG", "many secrets", "0.3000000000", "EUW2-AWSSecretsManager-Secrets", { from: "1000" }),
  ],
};

interface Rest {
  readonly family?: string;
  readonly engine?: string;
  readonly term?: string;
  readonly from?: string;
}

function row(sku: string, description: string, price: string, usage: string, rest: Rest = {}): string {
  const { family = "Compute", engine = "", term = "OnDemand", from = "0" } = rest;
  const fields = [sku, term, description, from, "Inf", "Hrs", price, "USD", family, engine, "Single-AZ", usage];
  return fields.map((field) => (field === "" ? "" : `"${field.replaceAll('"', '""')}"`)).join(",");
}

function writeOffer(service: string, rows: readonly string[]): void {
  const place = join(folder, service, "current", "eu-west-2");
  mkdirSync(place, { recursive: true });
  const head = [
    '"FormatVersion","v1.0"',
    '"Disclaimer","All prices are subject to the additional terms, on http://aws.amazon.com"',
    '"Publication Date","2026-08-31T09:21:55Z"',
    '"Version","20260831092155"',
    `"OfferCode","${service}"`,
    COLUMNS.split(",")
      .map((column) => `"${column}"`)
      .join(","),
  ];
  writeFileSync(join(place, "index.csv"), `${[...head, ...rows].join("\n")}\n`);
}

const read = () => JSON.parse(readFileSync(table, "utf8"));

describe("region-prices", () => {
  it("takes from offer files exactly what is priced, with the file and its day", async () => {
    writeFileSync(table, JSON.stringify({ "us-east-1": { secret: { usd: 0.4, source: "page", asOf: "2026-09-20" } } }));
    expect(await refresh(["eu-west-2"], { from: folder, table })).toBe(1);
    expect(
      Object.fromEntries(
        Object.entries(read()["eu-west-2"]).map(([name, price]) => [name, (price as { usd: number }).usd]),
      ),
    ).toEqual({
      alarmMetric: 0.1,
      compositeAlarm: 0.5,
      databaseGigabyte: 0.133,
      databaseMedium: 0.072,
      databaseMicro: 0.018,
      fargateArmGigabyte: 0.00409,
      fargateArmVcpu: 0.03725,
      fargateGigabyte: 0.00511,
      fargateVcpu: 0.04656,
      fastAlarmMetric: 0.3,
      interfaceEndpoint: 0.011,
      loadBalancer: 0.02646,
      natGateway: 0.05,
      secret: 0.4,
    });
    expect(read()["eu-west-2"].natGateway).toEqual({
      usd: 0.05,
      source: "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/20260831092155/eu-west-2/index.json",
      asOf: "2026-08-31",
    });
    expect(read()["us-east-1"].secret.source).toBe("page");
    expect(complained).toEqual(["eu-west-2  db.t4g.small in one zone: no row, left as it was"]);
    expect(said).toContain("eu-west-2  NAT gateway: $0.05 (2026-08-31)");
  });

  it("is done when everything was found, and knows the region without a prefix", async () => {
    const small = row("S", "small", "0.0360000000", "InstanceUsage:db.t4g.small", { engine: "PostgreSQL" });
    writeOffer("AmazonRDS", [...(ROWS.AmazonRDS ?? []), small]);
    expect(await refresh(["eu-west-2"], { from: folder, table })).toBe(0);
    expect(read()["eu-west-2"].databaseSmall.usd).toBe(0.036);
  });

  it("asks an address as it reads a folder", async () => {
    const server = createServer((request, response) => response.end(readFileSync(join(folder, request.url ?? ""))));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await refresh(["eu-west-2"], { from: `http://127.0.0.1:${port}`, table });
      expect(read()["eu-west-2"].loadBalancer.usd).toBe(0.02646);
    } finally {
      server.close();
    }
  });

  it("leaves the table alone when it cannot read, or a price is not one", async () => {
    const place = join(folder, "AmazonEC2/current/eu-west-2/index.csv");
    writeOffer("AmazonEC2", [...(ROWS.AmazonEC2 ?? []), row("X", "zonal", "0.0700000000", "EUW2-NatGateway-Hours")]);
    await expect(refresh(["eu-west-2"], { from: folder, table })).rejects.toThrow(
      `${place} has two prices of NAT gateway: 0.05 and 0.07`,
    );
    writeFileSync(place, "<html>");
    await expect(refresh(["eu-west-2"], { from: folder, table })).rejects.toThrow(
      `${place} is no offer file: no line begins with "SKU"`,
    );
    await expect(refresh(["eu-west-9"], { from: folder, table })).rejects.toThrow(
      `${join(folder, "AmazonECS/current/eu-west-9/index.csv")} cannot be read (ENOENT)`,
    );
    await expect(refresh([], { from: folder, table })).rejects.toThrow("name at least one region, such as eu-west-3");
    expect(read()).toEqual({});
  });
});

describe("a line of CSV", () => {
  it("has fields in quotation marks and without, and empty ones", () => {
    expect(fieldsOf('"a","b,c","d""e",,"f",')).toEqual(["a", "b,c", 'd"e', "", "f", ""]);
    expect(fieldsOf(',"a"')).toEqual(["", "a"]);
  });
});
