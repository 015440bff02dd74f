import { readFileSync } from "node:fs";
import { pictureContent, pictureFile } from "./file";

it("the README's picture shows the stacks as they are synthesized now", async () => {
  // Stale? Run `pnpm --filter @app/infra picture`.
  expect(readFileSync(pictureFile, "utf8")).toBe(await pictureContent());
});
