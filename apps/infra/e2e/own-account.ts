import type { Checkout } from "./checkout";

/** The account of a checkout begins empty and is gone in the end, whatever became of the tests. */
export function useOwnAccount(checkout: Checkout): void {
  beforeAll(() => checkout.remove());
  afterAll(() => checkout.remove());
}
