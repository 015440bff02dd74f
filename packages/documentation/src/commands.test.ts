import { readFileSync } from "node:fs";
import { join } from "node:path";
import { commandPages } from "../../../scripts/reference";
import { ROOT } from "./pages";

it("the reference of the commands is what they declare (`pnpm accept` writes it)", () => {
  expect(readFileSync(join(ROOT, "docs/commands.md"), "utf8")).toBe(commandPages());
});
