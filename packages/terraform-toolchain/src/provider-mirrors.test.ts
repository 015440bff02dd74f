import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMirrors, holds, namespaceAndType, platform, REGISTRY_HOST } from "./provider-mirrors";

describe("provider mirrors", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "mirrors-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function folder(...parts: string[]): string {
    const path = join(root, ...parts);
    mkdirSync(path, { recursive: true });
    return path;
  }

  it("are found under the roots, in the order of the roots", () => {
    const second = folder("second/a/b", REGISTRY_HOST);
    const first = folder("first", REGISTRY_HOST);
    expect(findMirrors([join(root, "first"), join(root, "second"), join(root, "absent")])).toEqual([first, second]);
  });

  it("are not looked for deeper than five levels", () => {
    folder("1/2/3/4/5/6", REGISTRY_HOST);
    expect(findMirrors([root])).toEqual([]);
  });

  it("are no plugin caches, whose links may lead back into the mirror that is written here", () => {
    folder(".terraform.d/plugin-cache", REGISTRY_HOST);
    expect(findMirrors([root])).toEqual([]);
  });

  it("hold a provider in the exact version for this machine only", () => {
    const mirror = folder(REGISTRY_HOST);
    folder(REGISTRY_HOST, "hashicorp/aws/5.100.0", platform());
    expect(holds(mirror, { source: "aws", version: "5.100.0" })).toBe(true);
    expect(holds(mirror, { source: "aws", version: "5.99.0" })).toBe(false);
  });

  it.each([
    ["aws", "hashicorp/aws"],
    ["kreuzwerker/docker", "kreuzwerker/docker"],
    ["registry.terraform.io/hashicorp/aws", "hashicorp/aws"],
  ])("know %s as %s", (source, name) => {
    expect(namespaceAndType(source)).toBe(name);
  });
});
