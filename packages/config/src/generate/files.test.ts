import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { generatedFiles } from "./files";

describe("generated files", () => {
  it.each(generatedFiles().map((entry) => [relative(process.cwd(), entry.file), entry]))("%s is fresh", (_, entry) => {
    // Stale? Run `pnpm --filter @app/config generate`.
    expect(readFileSync(entry.file, "utf8")).toBe(entry.content);
  });
});
