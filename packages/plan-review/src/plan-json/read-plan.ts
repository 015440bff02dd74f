import { readFileSync, statSync } from "node:fs";
import { ReviewError } from "../review-error";
import type { Plan } from "./plan";

/** Node holds a string of at most half a gigabyte. */
const LARGEST_BYTES = 500 * 1024 * 1024;
const KNOWN_MAJORS = ["0", "1"];
const ZIP = "PK";

/** Reads plan JSON from a file. @throws ReviewError for anything that is no plan of a known format. */
export function readPlanFile(file: string): Plan {
  let size: number;
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw new ReviewError(`${file}: is a folder; name the plan JSON files in it`);
    size = stats.size;
  } catch (error) {
    if (error instanceof ReviewError) throw error;
    throw new ReviewError(`${file}: cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (size > LARGEST_BYTES) {
    const mebibytes = Math.round(size / 1024 / 1024);
    throw new ReviewError(
      `${file}: ${mebibytes} MiB of JSON are more than the ${LARGEST_BYTES / 1024 / 1024} MiB that fit; plan fewer resources at a time with -target, or split the stack`,
    );
  }
  return parsePlan(readFileSync(file, "utf8"), file);
}

/** Reads plan JSON; `name` says in errors where it came from. */
export function parsePlan(text: string, name: string): Plan {
  if (text.startsWith(ZIP)) {
    throw new ReviewError(
      `${name}: is a binary plan; convert it with \`terraform show -json ${name}\` where it was made`,
    );
  }
  if (text.trim() === "") throw new ReviewError(`${name}: is empty; did \`terraform show -json\` fail?`);
  const content = parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, name);
  if (typeof content !== "object" || content === null || Array.isArray(content)) throw noPlan(name);
  const plan = content as Partial<Plan> & { readonly values?: unknown; readonly version?: unknown };
  if (isState(plan)) {
    throw new ReviewError(
      `${name}: is a state, not a plan; run \`terraform plan -out=FILE\` and \`terraform show -json FILE\``,
    );
  }
  if (typeof plan.format_version !== "string") throw noPlan(name);
  const major = plan.format_version.split(".")[0] ?? "";
  if (!KNOWN_MAJORS.includes(major)) {
    throw new ReviewError(
      `${name}: has format version ${plan.format_version}; known are 0.x and 1.x, so a newer release of this program is needed`,
    );
  }
  if (!plan.resource_changes && !plan.planned_values && !plan.output_changes) throw noPlan(name);
  return plan as Plan;
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const looksCut = /^\s*\{/.test(text) && !/\}\s*$/.test(text);
    throw new ReviewError(
      looksCut
        ? `${name}: the JSON ends in the middle; write the plan again, the disk may have been full`
        : `${name}: is not JSON (${(error as Error).message}); write it with \`terraform show -json\``,
    );
  }
}

function isState(plan: {
  readonly values?: unknown;
  readonly version?: unknown;
  readonly resource_changes?: unknown;
}): boolean {
  if (plan.resource_changes !== undefined) return false;
  return "values" in plan || (typeof plan.version === "number" && "lineage" in plan);
}

function noPlan(name: string): ReviewError {
  return new ReviewError(
    `${name}: is JSON, but no plan of Terraform's; write it with \`terraform show -json PLANFILE\``,
  );
}
