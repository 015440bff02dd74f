import { ReviewError } from "../review-error";
import { checkPolicy, KNOWN_TO_GATES } from "./policy";

describe("checkPolicy", () => {
  it("knows levels and rules", () => {
    expect(KNOWN_TO_GATES).toEqual(
      expect.arrayContaining(["data loss", "cosmetic", "stateful-delete", "public-ingress"]),
    );
    expect(() => checkPolicy({ forbid: KNOWN_TO_GATES, requireApproval: KNOWN_TO_GATES })).not.toThrow();
    expect(() => checkPolicy({})).not.toThrow();
  });

  it.each(["forbid", "requireApproval"])("refuses an unknown name in %s, and lists those that exist", (gate) => {
    const check = () => checkPolicy({ [gate]: ["access", "data-loss"] });
    expect(check).toThrow(ReviewError);
    expect(check).toThrow(
      new RegExp(
        `^gates\\.${gate}: "data-loss" is neither a level nor a rule; levels are data loss, .*; rules are stateful-delete, `,
      ),
    );
  });
});
