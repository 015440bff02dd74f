import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GateResult, htmlReview, markdownReview, type Review, sarifReview } from "@app/plan-review";
import { makePrivateFolder } from "../private-folder";
import { UsageError } from "../runner-error";
import { configurationFile, type Stack } from "../stacks/stack";
import type { StackState } from "../terraform/stack-terraform";

const RECEIPT = "reviewed.json";
const REVIEW = "review.json";
/** What GitHub takes, less a heading and a link. */
const LONGEST_COMMENT = 65_000;
const FORMAT_VERSION = "1.0";

/**
 * What was reviewed, so that exactly that is applied. It is no signature: whoever may write the folder may write a receipt
 * that fits. So the gates are held against the plans themselves before anything is applied; what the receipt alone
 * tells is when they were made, and on which states.
 */
export interface Receipt {
  readonly formatVersion: typeof FORMAT_VERSION;
  readonly environment: string;
  /** When the first plan was begun, in milliseconds since 1970. */
  readonly plannedAt: number;
  /** Hash of `review.json`. */
  readonly reviewDigest: string;
  readonly stacks: readonly ReviewedStack[];
}

export interface ReviewedStack {
  readonly id: string;
  /** Hash of the saved plan; absent where the stack has to be planned again after others were applied. */
  readonly planDigest?: string;
  /** Hash of the Terraform configuration that was planned. */
  readonly configurationDigest: string;
  /** Lineage and serial of the state that was planned on; absent where there was none. */
  readonly stateVersion?: string;
  /** The same of every state that it reads and that is no part of the review, by the stack's id. */
  readonly reads?: Readonly<Record<string, string>>;
}

/** A review on disk: in every format, with the saved plans that it speaks of and the receipt that binds them. */
export class ReviewFolder {
  private constructor(readonly path: string) {}

  /** An empty one; what another review left there is removed. */
  static create(path: string): ReviewFolder {
    rmSync(path, { recursive: true, force: true });
    makePrivateFolder(path);
    mkdirSync(join(path, "plans"));
    return new ReviewFolder(path);
  }

  /** @throws UsageError when there is no review that can be applied. */
  static open(path: string): ReviewFolder {
    if (existsSync(join(path, RECEIPT)) && existsSync(join(path, REVIEW))) return new ReviewFolder(path);
    throw new UsageError(`${path}: there is no review that can be applied; make one with \`cdktf plan\``);
  }

  /** Takes a saved plan in and returns its hash. */
  keepPlan({ id }: Stack, file: string): string {
    copyFileSync(file, this.planFile(id));
    return fileDigest(this.planFile(id));
  }

  /** Hash of a kept plan; undefined when somebody removed it. */
  planDigest(id: string): string | undefined {
    return existsSync(this.planFile(id)) ? fileDigest(this.planFile(id)) : undefined;
  }

  planFile(id: string): string {
    return join(this.path, "plans", `${id}.tfplan`);
  }

  writeReview(review: Review, gates: GateResult): void {
    const files = {
      "review.html": htmlReview(review, gates),
      "review.md": markdownReview(review, { gates, longest: LONGEST_COMMENT }),
      "review.sarif": sarifReview(review),
      [REVIEW]: `${JSON.stringify(review, undefined, 2)}\n`,
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.path, name), text);
  }

  /** After `writeReview`: from then on the review can be applied. */
  writeReceipt(receipt: Omit<Receipt, "formatVersion" | "reviewDigest">): void {
    const reviewDigest = fileDigest(join(this.path, REVIEW));
    const whole: Receipt = { formatVersion: FORMAT_VERSION, reviewDigest, ...receipt };
    writeFileSync(join(this.path, RECEIPT), `${JSON.stringify(whole, undefined, 2)}\n`);
  }

  /** @throws UsageError when the files are no review, or not what was written together. */
  read(): { readonly review: Review; readonly receipt: Receipt } {
    const [receipt, review] = [RECEIPT, REVIEW].map((name) => this.readJson(name)) as [Receipt, Review];
    for (const [name, content] of [
      [RECEIPT, receipt],
      [REVIEW, review],
    ] as const) {
      if (Array.isArray(content?.stacks) && content.stacks.every(hasId)) continue;
      throw new UsageError(`${join(this.path, name)}: says nothing of any stack; plan again`);
    }
    if (receipt.formatVersion !== FORMAT_VERSION) {
      throw new UsageError(`${join(this.path, RECEIPT)}: format ${receipt.formatVersion} is not known; plan again`);
    }
    if (receipt.reviewDigest !== fileDigest(join(this.path, REVIEW))) {
      throw new UsageError(`${join(this.path, REVIEW)}: is not the review that ${RECEIPT} was made for; plan again`);
    }
    return { review, receipt };
  }

  private readJson(name: string): unknown {
    const file = join(this.path, name);
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch (error) {
      throw new UsageError(`${file}: cannot be read (${(error as Error).message}); plan again`);
    }
  }
}

function hasId(stack: unknown): boolean {
  return typeof stack === "object" && stack !== null && "id" in stack && typeof stack.id === "string";
}

/** Hash of everything in a stack's folder that Terraform takes for configuration, as the run began with it. */
export function configurationDigest({ folder, configuration }: Stack): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) {
    if (!/\.tf(\.json)?$|\.tfvars(\.json)?$/.test(name)) continue;
    const file = join(folder, name);
    hash.update(`${name}\0`).update(file === configurationFile(folder) ? configuration : readFileSync(file));
  }
  return `sha256:${hash.digest("hex")}`;
}

export function stateVersion({ lineage, serial }: StackState): string {
  return `${lineage} ${serial}`;
}

export function fileDigest(file: string): string {
  return `sha256:${createHash("sha256").update(readFileSync(file)).digest("hex")}`;
}
