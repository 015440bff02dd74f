import { readFileSync } from "node:fs";
import { pictureContent, pictureFile } from "./file";

it("the README's picture shows the stacks as they are synthesized now", () => {
  // Stale? Run `pnpm accept`.
  expect(readFileSync(pictureFile, "utf8")).toBe(pictureContent());
});
