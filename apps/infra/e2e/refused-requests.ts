import { readRequestRecord } from "@app/local-cloud";
import { type Checkout, ROOT } from "./checkout";

/** After all others on this account: AWS's API models allow everything that was asked for, over all starts. */
export function describeRefusedRequests(checkout: Checkout, operations: readonly string[]): void {
  it("asks AWS for nothing that its API models refuse", () => {
    const { checked, refused, unreadable } = readRequestRecord({ root: ROOT, name: checkout.name });
    expect({ refused, unreadable }).toEqual({ refused: [], unreadable: [] });
    expect(checked).toEqual(expect.arrayContaining([...operations]));
  });
}
