import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { defineCommand, type Program, text } from "@app/command-line";
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

/** `plan-review`, as it is declared. */
export const planReview: Program = {
  name: "plan-review",
  single: "plan-review",
  commands: [
    defineCommand({
      name: "plan-review",
      summary: "one review of the plans of many stacks",
      description: `Reviews what \`terraform show -json PLANFILE\` printed. Every file is a stack, named after the file; \`-\` is the
standard input. Files that are no plans are named, and the others are reviewed all the same.

Exit codes, as of \`terraform plan -detailed-exitcode\`:
  0  nothing would change
  1  failed; some of the files are no plans
  2  something would change, or a plan is not whole; of a plan with -refresh-only,
     something has drifted. Also when used wrongly: then nothing is reviewed`,
      takes: "FILE|FOLDER",
      options: {
        format: text("FORMAT", `${Object.keys(FORMATS).join(", ")} (default: terminal)`),
        output: text("FILE", "write there instead of to the terminal"),
      },
      examples: ["plan-review plans", "plan-review plans --format html --output review.html"],
      run: async ({ arguments: files, options }) => review(files, options),
    }),
  ],
};

interface ReviewOptions {
  readonly format?: string | undefined;
  readonly output?: string | undefined;
}

/** Writes the review of files and returns the exit code. @throws ReviewError for a user's mistake. */
export function review(paths: readonly string[], { format: asked = "terminal", output }: ReviewOptions): number {
  const format = Object.hasOwn(FORMATS, asked) ? FORMATS[asked] : undefined;
  if (!format) throw new ReviewError(`--format: "${asked}" is none; use one of ${Object.keys(FORMATS).join(", ")}`);
  if (paths.length === 0) throw new ReviewError("name at least one plan JSON file; `plan-review --help` shows how");
  const problems: string[] = [];
  const made = reviewFiles(paths, (problem) => problems.push(problem));
  freeGarbage();
  write(format(made, output !== undefined), output);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) return 1;
  return hasChanges(made) || hasFoundDrift(made) ? 2 : 0;
}

/** The plans are let go of as soon as they are reviewed. */
function reviewFiles(paths: readonly string[], onProblem: (problem: string) => void): Review {
  const plans = readPlans(paths, onProblem);
  freeGarbage();
  return reviewPlans(plans);
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
