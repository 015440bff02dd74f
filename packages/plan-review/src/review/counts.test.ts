import type { ResourceChange } from "../plan/plan";
import { resource } from "../testing/plans";
import { count } from "./counts";

function doing(actions: readonly string[], change: object = {}, rest: Partial<ResourceChange> = {}): ResourceChange {
  return resource("a.b", { actions, ...change }, rest);
}
const MOVED = { previous_address: "a.c" };
const IMPORTED = { importing: { id: "i-1" } };
const DATA = { mode: "data" };

describe("count", () => {
  it.each<[string, ResourceChange, [number, number, number, number]]>([
    ["a creation as one to add", doing(["create"]), [1, 0, 0, 0]],
    ["an update as one to change", doing(["update"]), [0, 1, 0, 0]],
    ["a replacement as one to add and one to destroy", doing(["create", "delete"]), [1, 0, 1, 0]],
    ["a deposed object as one to destroy", doing(["delete"], {}, { deposed: "abc" }), [0, 0, 1, 0]],
    ["a move as nothing", doing(["no-op"], {}, MOVED), [0, 0, 0, 0]],
    ["a move with a change as one to change", doing(["update"], {}, MOVED), [0, 1, 0, 0]],
    ["an import as one to import", doing(["no-op"], IMPORTED), [0, 0, 0, 1]],
    ["an import with a change as both", doing(["update"], IMPORTED), [0, 1, 0, 1]],
    ["what is forgotten as nothing", doing(["forget"]), [0, 0, 0, 0]],
    ["a data source that is read as nothing", doing(["read"], {}, DATA), [0, 0, 0, 0]],
    ["a data source that leaves the state as nothing", doing(["delete"], {}, DATA), [0, 0, 0, 0]],
    // Terraform 0.13 wrote refreshed data sources so, and counted them.
    ["a data source that is updated as Terraform does", doing(["update"], {}, DATA), [0, 1, 0, 0]],
  ])("counts %s", (_, change, [add, changed, destroy, imported]) => {
    expect(count([change]).summary).toEqual({ add, change: changed, destroy, import: imported });
  });

  it("counts every kind of action", () => {
    const { counts } = count([doing(["create"]), doing(["create"]), doing(["create", "delete"]), doing(["no-op"])]);
    expect(counts).toMatchObject({ create: 2, replace: 1, "no-op": 1, delete: 0 });
  });
});
