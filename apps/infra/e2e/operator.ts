import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "@app/plan-review";
import type { Change } from "./changed/changes";
import type { Checkout, Ended } from "./checkout";
import type { Planned } from "./planned";
import { shipped } from "./shipped";

/** Reviews plans of changes before they are applied. */
export class Operator {
  constructor(
    private readonly checkout: Checkout,
    /** Where `cdktf` runs. */
    private readonly folder = join(__dirname, "changed"),
    private readonly environment: { readonly name: string } = shipped,
  ) {}

  /** Where `cdktf plan` puts its review. */
  get reviewFolder(): string {
    return join(this.checkout.output, this.environment.name, "review");
  }

  /** Plans the stacks as they are described, or with changes. */
  async plan({
    changes = [],
    stacks = ["infra"],
    environment = {},
    options = [],
  }: {
    readonly changes?: readonly Change[];
    readonly stacks?: readonly string[];
    readonly environment?: NodeJS.ProcessEnv;
    readonly options?: readonly string[];
  } = {}): Promise<Planned> {
    const ended = await this.run(["plan", ...stacks, ...options], changes, environment);
    const review = JSON.parse(readFileSync(join(this.reviewFolder, "review.json"), "utf8")) as Review;
    const [, topLine = ""] = /\n\n(.*)\n/.exec(ended.output) ?? [];
    return { ...ended, review, topLine };
  }

  /** Applies what was reviewed. */
  deployReviewed(...changes: readonly Change[]): Promise<Ended> {
    return this.run(["deploy", "infra", "--reviewed", this.reviewFolder], changes, {});
  }

  /** Applies without a review. */
  deploy(...changes: readonly Change[]): Promise<Ended> {
    return this.run(["deploy", "infra", "--auto-approve"], changes, {});
  }

  private run(args: readonly string[], changes: readonly Change[], environment: NodeJS.ProcessEnv): Promise<Ended> {
    return this.checkout.cdktf(args, { NO_COLOR: "1", CHANGES: changes.join(), ...environment }, this.folder);
  }
}
