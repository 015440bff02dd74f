import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parseArgs } from "node:util";
import { htmlReview } from "../output/html/html-review";
import { markdownReview } from "../output/markdown";
import { sarifReview } from "../output/sarif";
import { terminalReview } from "../output/terminal";
import { hasChanges } from "../output/text";
import { readPlanFile } from "../plan-json/read-plan";
import type { Review } from "../review/model";
import { reviewPlans } from "../review/review-plans";
import { ReviewError } from "../review-error";

const HELP = `plan-review FILE|FOLDER … [--format terminal|markdown|html|json|sarif] [--output FILE]

Reviews what \`terraform show -json PLANFILE\` printed; every file is a stack, named after the file.

Exit codes: 0 nothing would change · 1 failed · 2 something would change.`;

const WIDTH = 120;
const FORMATS: Readonly<Record<string, (review: Review) => string>> = {
  terminal: (review) =>
    terminalReview(review, {
      width: process.stdout.columns ?? WIDTH,
      colour: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR,
    }),
  markdown: (review) => markdownReview(review),
  html: htmlReview,
  json: (review) => `${JSON.stringify(review, undefined, 2)}\n`,
  sarif: sarifReview,
};

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      format: { type: "string", default: "terminal" },
      output: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const format = FORMATS[values.format];
  if (!format) throw new ReviewError(`--format: "${values.format}" is none; use ${Object.keys(FORMATS).join(", ")}`);
  if (positionals.length === 0) throw new ReviewError(`name at least one plan JSON file\n\n${HELP}`);
  const review = reviewPlans(
    positionals.flatMap(planFiles).map((file) => ({ id: basename(file, ".json"), plan: readPlanFile(file) })),
  );
  const text = format(review);
  if (values.output) writeFileSync(values.output, text);
  else process.stdout.write(text);
  return hasChanges(review) ? 2 : 0;
}

function planFiles(path: string): string[] {
  if (!existsSync(path)) throw new ReviewError(`${path}: does not exist`);
  if (!statSync(path).isDirectory()) return [path];
  const files = readdirSync(path)
    .filter((name) => name.endsWith(".json"))
    .sort();
  if (files.length === 0)
    throw new ReviewError(`${path}: is an empty folder; write plans into it with \`terraform show -json\``);
  return files.map((name) => join(path, name));
}

try {
  process.exitCode = main();
} catch (error) {
  const expected = error instanceof ReviewError || (error as { code?: string }).code?.startsWith("ERR_PARSE_ARGS");
  console.error(expected && !process.env.DEBUG ? (error as Error).message : error);
  process.exitCode = 1;
}
