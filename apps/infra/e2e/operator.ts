import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Review } from "@app/plan-review";
import type { Change } from "./changed/changes";
import type { Checkout, Ended } from "./checkout";
import type { Planned } from "./planned";
import { shipped } from "./shipped";

/** Reviews plans of changes before they are applied. */
export class Operator {
  constructor(private readonly checkout: Checkout) {}

  /** Where `cdktf plan` puts its review. */
  get reviewFolder(): string {
    return join(this.checkout.output, shipped.name, "review");
  }

  /** Plans the stacks as they are described, or with one change. */
  async plan({
    change,
    stacks = ["infra"],
    environment = {},
    options = [],
  }: {
    readonly change?: Change;
    readonly stacks?: readonly string[];
    readonly environment?: NodeJS.ProcessEnv;
    readonly options?: readonly string[];
  } = {}): Promise<Planned> {
    const ended = await this.run(["plan", ...stacks, ...options], change, environment);
    const review = JSON.parse(readFileSync(join(this.reviewFolder, "review.json"), "utf8")) as Review;
    const [, topLine = ""] = /\n\n(.*)\n/.exec(ended.output) ?? [];
    return { ...ended, review, topLine };
  }

  /** Applies what was reviewed. */
  deployReviewed(change?: Change): Promise<Ended> {
    return this.run(["deploy", "infra", "--reviewed", this.reviewFolder], change, {});
  }

  private run(args: readonly string[], change: Change | undefined, environment: NodeJS.ProcessEnv): Promise<Ended> {
    return this.checkout.cdktf(args, { NO_COLOR: "1", CHANGE: change, ...environment }, join(__dirname, "changed"));
  }
}
