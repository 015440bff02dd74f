import { resource } from "../testing/plans";
import { actionOf, orderOf, reasonOf, unknownActions } from "./action";
import type { ResourceChange } from "./plan";

function doing(actions: readonly string[], change: object = {}, rest: Partial<ResourceChange> = {}): ResourceChange {
  return resource("a.b", { actions, ...change }, rest);
}
const MOVED = { previous_address: "a.c" };
const IMPORTED = { importing: { id: "i-1" } };
const DATA = { mode: "data" };

describe("actionOf", () => {
  it.each<[string, ResourceChange]>([
    ["create", doing(["create"])],
    ["update", doing(["update"])],
    ["delete", doing(["delete"])],
    ["replace", doing(["delete", "create"])],
    ["replace", doing(["create", "delete"])],
    ["replace", doing(["create", "forget"])],
    ["read", doing(["read"], {}, DATA)],
    ["read", doing(["open"])],
    ["forget", doing(["forget"])],
    ["no-op", doing(["no-op"])],
    ["no-op", doing([])],
    ["no-op", { address: "a.b" }],
    ["move", doing(["no-op"], {}, MOVED)],
    ["update", doing(["update"], {}, MOVED)],
    ["no-op", doing(["no-op"], {}, { previous_address: "a.b" })],
    ["import", doing(["no-op"], IMPORTED)],
    ["update", doing(["update"], IMPORTED)],
    ["update", doing(["transmogrify"])],
  ])("is %s for what the plan says", (expected, change) => {
    expect(actionOf(change)).toBe(expected);
  });
});

describe("orderOf", () => {
  it("tells which of the two comes first", () => {
    expect(orderOf(doing(["delete", "create"]))).toBe("delete before create");
    expect(orderOf(doing(["create", "delete"]))).toBe("create before delete");
    expect(orderOf(doing(["create", "forget"]))).toBe("created anew, the old one stays and is forgotten");
    expect(orderOf(doing(["create"]))).toBeUndefined();
  });
});

describe("reasonOf", () => {
  it("puts Terraform's reasons into words, also those of a later version", () => {
    expect(reasonOf(doing(["delete"], {}, { action_reason: "delete_because_each_key" }))).toBe(
      "its key is no longer in for_each",
    );
    expect(reasonOf(doing(["delete"], {}, { action_reason: "delete_because_of_tuesday" }))).toBe(
      "delete because of tuesday",
    );
    expect(reasonOf(doing(["delete"], {}, { action_reason: "constructor" }))).toBe("constructor");
    expect(reasonOf(doing(["delete"]))).toBeUndefined();
  });
});

describe("unknownActions", () => {
  it("names what this program does not know", () => {
    expect(unknownActions(doing(["transmogrify"]))).toEqual(["transmogrify"]);
    expect(unknownActions(doing(["create", "delete"]))).toEqual([]);
  });
});
