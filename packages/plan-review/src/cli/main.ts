import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { mayColour } from "../output/colour";
import { htmlReview } from "../output/html/html-review";
import { jsonReview } from "../output/json";
import { markdownReview } from "../output/markdown/markdown-review";
import { sarifReview } from "../output/sarif";
import { terminalReview } from "../output/terminal";
import { hasChanges, hasFoundDrift } from "../output/text";
import type { Review } from "../review/model";
import { reviewPlans } from "../review/review-plans";
import { ReviewError } from "../review-error";
import { readPlans } from "./plan-files";
import { write } from "./write";

const HELP = `plan-review FILE|FOLDER … [--format terminal|markdown|html|json|sarif] [--output FILE]

Reviews what \`terraform show -json PLANFILE\` printed. Every file is a stack, named after the file; \`-\` is the standard
input. Files that are no plans are named, and the others are reviewed all the same.

Exit codes, as of \`terraform plan -detailed-exitcode\`:
  0  nothing would change
  1  failed, or used wrongly; a file is no plan
  2  something would change, or a plan is not whole; of a plan with -refresh-only, something has drifted`;

const DEFAULT_WIDTH = 120;
/** Each as texts that are written one after the other. */
const FORMATS: Readonly<Record<string, (review: Review, toFile: boolean) => Iterable<string>>> = {
  terminal: (review, toFile) => {
    const width = process.stdout.columns ?? DEFAULT_WIDTH;
    return [terminalReview(review, { width, colour: mayColour(toFile ? {} : process.stdout, process.env) })];
  },
  markdown: (review) => [markdownReview(review)],
  html: (review) => [htmlReview(review)],
  json: jsonReview,
  sarif: (review) => [sarifReview(review)],
};

/** Runs the command and returns its exit code. @throws ReviewError for a user's mistake. */
export function main(args: readonly string[]): number {
  const { values, positionals } = parse(args);
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const format = Object.hasOwn(FORMATS, values.format) ? FORMATS[values.format] : undefined;
  if (!format) {
    throw new ReviewError(`--format: "${values.format}" is none; use one of ${Object.keys(FORMATS).join(", ")}`);
  }
  if (positionals.length === 0) throw new ReviewError(`name at least one plan JSON file\n\n${HELP}`);
  const problems: string[] = [];
  const review = reviewFiles(positionals, (problem) => problems.push(problem));
  freeGarbage();
  write(format(review, values.output !== undefined), values.output);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;
  return hasChanges(review) || hasFoundDrift(review) ? 2 : 0;
}

/** The plans are let go of as soon as they are reviewed. */
function reviewFiles(paths: readonly string[], onProblem: (problem: string) => void): Review {
  const plans = readPlans(paths, onProblem);
  freeGarbage();
  return reviewPlans(plans);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: "string", default: "terminal" },
        output: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (error) {
    throw new ReviewError(`${(error as Error).message}\n\n${HELP}`);
  }
}

/**
 * Frees what a finished step left behind. V8 would let it lie while there is memory, and a large plan leaves three times
 * its size: https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
function freeGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect();
}
