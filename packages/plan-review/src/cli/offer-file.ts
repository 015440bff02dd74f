import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { ReviewError } from "../review-error";

/** A row by the names of its columns. */
export type OfferRow = Readonly<Record<string, string>>;

/** What AWS publishes of one service and one region, as CSV. */
export interface OfferFile {
  readonly version: string;
  /** `2026-08-31` */
  readonly published: string;
  readonly rows: AsyncIterable<OfferRow>;
}

/**
 * Reads line by line: that of EC2 has hundreds of megabytes.
 * Its form: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/bulk-api-reading-price-list-files.html
 * @param place a file, or an address that begins with `http`
 * @throws ReviewError where it is not there, or is something else
 */
export async function readOfferFile(place: string): Promise<OfferFile> {
  const lines = createInterface({ input: await open(place), crlfDelay: Number.POSITIVE_INFINITY })[
    Symbol.asyncIterator
  ]();
  const about: Record<string, string> = {};
  for (;;) {
    const next = await lines.next();
    if (next.done) throw new ReviewError(`${place} is no offer file: no line begins with "SKU"`);
    const [name = "", value = "", ...more] = fieldsOf(next.value);
    if (name !== "SKU") {
      about[name] = value;
      continue;
    }
    const { Version: version, "Publication Date": published } = about;
    if (!version || !published) throw new ReviewError(`${place} is no offer file: it tells no version and no day`);
    return { version, published: published.slice(0, 10), rows: rowsOf(lines, [name, value, ...more]) };
  }
}

async function* rowsOf(lines: AsyncIterator<string>, columns: readonly string[]): AsyncGenerator<OfferRow> {
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const fields = fieldsOf(next.value);
    yield Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? ""]));
  }
}

/** Of a line of CSV: between commas, in quotation marks or not, with two of them for one. */
export function fieldsOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
    quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
  );
}

async function open(place: string): Promise<Readable> {
  if (!/^https?:\/\//.test(place)) return openFile(place);
  const response = await fetch(place).catch((error: Error) => {
    throw new ReviewError(
      `${place} cannot be reached (${(error.cause as Error | undefined)?.message ?? error.message})`,
    );
  });
  if (!response.ok || !response.body) {
    throw new ReviewError(
      `${place} answers ${response.status}: AWS has no such service in that region, or no such region`,
    );
  }
  return Readable.fromWeb(response.body as ReadableStream);
}

function openFile(path: string): Promise<Readable> {
  return new Promise((resolve, reject) => {
    const file = createReadStream(path, "utf8");
    file.once("open", () => resolve(file));
    file.once("error", (error: NodeJS.ErrnoException) =>
      reject(new ReviewError(`${path} cannot be read (${error.code})`)),
    );
  });
}
