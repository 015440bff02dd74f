import type { ResourceReview, Review } from "@app/plan-review";
import type { Ended } from "./checkout";

/** What a plan said, and the review that it wrote. */
export interface Planned extends Ended {
  readonly review: Review;
  /** First line of the review. */
  readonly topLine: string;
}

export function resource({ review }: Planned, address: string): ResourceReview | undefined {
  return review.stacks.flatMap(({ resources }) => resources).find((one) => one.address === address);
}

export function attribute(planned: Planned, address: string, path: string) {
  return resource(planned, address)?.attributes.find((one) => one.path === path);
}

/** `access: port 443 open to 0.0.0.0/0: new`, worst first. */
export function reasons(planned: Planned, address: string): string[] {
  return resource(planned, address)?.findings.map(({ level, reason }) => `${level}: ${reason}`) ?? [];
}

/** Addresses of what a plan replaces or removes, with their stack. */
export function removals({ review }: Planned): string[] {
  return review.stacks.flatMap(({ id, resources }) =>
    resources
      .filter(({ action }) => action === "delete" || action === "replace")
      .map(({ address }) => `${id}: ${address}`),
  );
}
