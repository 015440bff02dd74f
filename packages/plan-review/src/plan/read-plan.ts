import { readFileSync, statSync } from "node:fs";
import { ReviewError } from "../review-error";
import type { Plan } from "./plan";
import { PLAN } from "./plan-shape";
import { isContainer, member } from "./value";

/** More would not fit into the memory that Node takes by default. */
const LARGEST_BYTES = 256 * 1024 * 1024;
const BRACE = "{".charCodeAt(0);
const KNOWN_MAJORS = ["0", "1"];
const REMEDY = "write it with `terraform show -json PLANFILE`";

/** Reads plan JSON from a file. @throws ReviewError for anything that is no plan of a known format. */
export function readPlanFile(file: string): Plan {
  return parsePlanBytes(read(file), file);
}

/** Reads plan JSON in whatever encoding a shell wrote it. @throws ReviewError */
export function parsePlanBytes(bytes: Buffer, name: string): Plan {
  return parsePlan(decode(bytes), name);
}

/** Reads plan JSON; `name` says in errors where it came from. @throws ReviewError */
export function parsePlan(text: string, name: string): Plan {
  if (text.startsWith("PK\u0003\u0004")) {
    throw new ReviewError(
      `${name}: is a binary plan; convert it where it was made: \`terraform show -json ${name} > plan.json\``,
    );
  }
  if (text.trim() === "") throw new ReviewError(`${name}: is empty; \`terraform show -json\` may have failed`);
  const content = parse(text.startsWith("\ufeff") ? text.slice(1) : text, name);
  if (!isContainer(content) || Array.isArray(content)) throw noPlan(name);
  refuseOthers(content, name);
  const wrong = PLAN(content, "");
  if (wrong !== undefined) throw new ReviewError(`${name}: ${wrong}, so it is no plan of Terraform's; ${REMEDY}`);
  return content as unknown as Plan;
}

function read(file: string): Buffer {
  try {
    const stats = statSync(file);
    if (stats.isDirectory()) throw new ReviewError(`${file}: is a folder; name the plan JSON files in it`);
    if (stats.size > LARGEST_BYTES) throw tooLarge(file, stats.size);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ReviewError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new ReviewError(code === "ENOENT" ? `${file}: does not exist` : `${file}: cannot be read (${code})`);
  }
}

/** PowerShell writes what it redirects as UTF-16, with a mark of the order of bytes or without. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === BRACE && second === 0)) return bytes.toString("utf16le");
  const isBigEndian = (first === 0xfe && second === 0xff) || (first === 0 && second === BRACE);
  if (isBigEndian && bytes.length % 2 === 0) return Buffer.from(bytes).swap16().toString("utf16le");
  return bytes.toString("utf8");
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ReviewError(`${name}: ${whyNoJson(text, error as Error)}`);
  }
}

/** Never with the text that Node quotes: it may hold a secret. */
function whyNoJson(text: string, { message }: Error): string {
  if (/^\s*\{[^\n]*"@(level|message|module)"/.test(text))
    return `is the log of \`terraform plan -json\`, not a plan; ${REMEDY}`;
  if (/^\s*[{[]/.test(text) && !/[}\]]\s*$/.test(text)) {
    return "the JSON ends in the middle; write the plan again, the disk may have been full";
  }
  const position = /position (\d+)/.exec(message)?.[1];
  return `is not JSON${position ? ` (wrong from character ${position} on)` : ""}; ${REMEDY}`;
}

/** JSON of Terraform's that is something else than a plan, or a plan of a format that is not known. */
function refuseOthers(content: Readonly<Record<string, unknown>>, name: string): void {
  if (isState(content)) {
    throw new ReviewError(
      `${name}: is a state, not a plan; run \`terraform plan -out PLANFILE\` and \`terraform show -json PLANFILE\``,
    );
  }
  const version = member(content, "format_version");
  if (typeof version !== "string") throw noPlan(name);
  if (!KNOWN_MAJORS.includes(version.split(".")[0] ?? "")) {
    throw new ReviewError(
      `${name}: has the format version ${JSON.stringify(version)}; 0.x and 1.x are known, so take a newer release of plan-review`,
    );
  }
  if (
    !["resource_changes", "planned_values", "output_changes", "action_invocations", "resource_drift"].some((key) =>
      isContainer(content[key]),
    )
  ) {
    throw noPlan(name);
  }
}

/** A state file, or what `terraform show -json` prints of one. */
function isState(content: Readonly<Record<string, unknown>>): boolean {
  if (content.resource_changes || content.planned_values) return false;
  return "values" in content || ("lineage" in content && typeof content.version === "number");
}

function noPlan(name: string): ReviewError {
  return new ReviewError(`${name}: is JSON, but no plan of Terraform's; ${REMEDY}`);
}

function tooLarge(file: string, bytes: number): ReviewError {
  const [size, most] = [bytes, LARGEST_BYTES].map((count) => Math.round(count / 1024 / 1024));
  return new ReviewError(
    `${file}: has ${size} MiB, at most ${most} MiB can be reviewed; split the stack, or plan a part of it with -target`,
  );
}
