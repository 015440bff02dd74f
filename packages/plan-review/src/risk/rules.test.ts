import { RISK_LEVELS } from "./finding";
import { finding, meaningOf, RULE_NAMES } from "./rules";

describe("the rules", () => {
  it("each have a level and a meaning", () => {
    for (const name of RULE_NAMES) {
      expect(RISK_LEVELS).toContain(finding(name, "x").level);
      expect(meaningOf(name)).toMatch(/\.$/);
    }
  });

  it("have names for gates that no level has but the one that is its own", () => {
    expect(RULE_NAMES.filter((name) => (RISK_LEVELS as readonly string[]).includes(name))).toEqual(["cost"]);
  });

  it("mean nothing more than their name where it is not known", () => {
    expect(meaningOf("constructor")).toBe("constructor");
  });
});
