import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const SOURCE = __dirname;
/** The rooms in the order in which a plan goes through them. */
const PIPELINE = ["plan", "secrets", "difference", "exposure", "risk", "review", "gates", "output", "cli"];
/** Files that belong to no step: the error that every step may end with. */
const EVERYWHERE = ["review-error"];
const IMPORT = /^(?:import|export) [^;]*?from "(\.[^"]+)";/gms;

describe("the pipeline", () => {
  it("has every file of the package in one of its rooms", () => {
    const rooms = new Set(sources().map((file) => file.split("/")[0]));
    expect([...rooms].sort()).toEqual([...PIPELINE, "schema", "index.ts", "review-error.ts"].sort());
  });

  it("has no arrow back: no file imports from a room that a plan comes to later", () => {
    const back = sources().flatMap((file) =>
      importsOf(file)
        .filter((imported) => !EVERYWHERE.includes(imported) && step(imported) > step(file))
        .map((imported) => `${file} → ${imported}`),
    );
    expect(back).toEqual([]);
  });

  it("finds what files import", () => {
    expect(importsOf("gates/evaluate.ts")).toEqual(expect.arrayContaining(["review/model", "risk/cost"]));
  });
});

/** By their paths in the sources, without tests and what serves them. */
function sources(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.startsWith("testing/"),
  );
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(SOURCE, file), "utf8");
  return [...text.matchAll(IMPORT)].map(([, path = ""]) =>
    relative(SOURCE, join(SOURCE, dirname(file), path)).replaceAll("\\", "/"),
  );
}

/** What stands in no room comes after all. */
function step(file: string): number {
  const at = PIPELINE.indexOf(file.split("/")[0] ?? "");
  return at < 0 ? PIPELINE.length : at;
}
