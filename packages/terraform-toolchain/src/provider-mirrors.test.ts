import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findMirrors, namespaceAndType, placeIn, platform, REGISTRY_HOST } from "./provider-mirrors";

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

  it("hold a provider in the exact version for this machine only, as a folder or as an archive", () => {
    const mirror = folder(REGISTRY_HOST);
    folder(REGISTRY_HOST, "hashicorp/aws/5.100.0", platform());
    folder(REGISTRY_HOST, "hashicorp/aws/5.98.0/plan9_mips");
    writeFileSync(join(mirror, `hashicorp/aws/terraform-provider-aws_5.97.0_${platform()}.zip`), "");
    expect(placeIn(mirror, { source: "aws", version: "5.100.0" })).toBe(`hashicorp/aws/5.100.0/${platform()}`);
    expect(placeIn(mirror, { source: "aws", version: "5.97.0" })).toMatch(
      /^hashicorp\/aws\/terraform-provider-aws_5\.97/,
    );
    for (const version of ["5.99.0", "5.98.0"]) expect(placeIn(mirror, { source: "aws", version })).toBeUndefined();
  });

  it.each([
    ["aws", "hashicorp/aws"],
    ["kreuzwerker/docker", "kreuzwerker/docker"],
    ["registry.terraform.io/hashicorp/aws", "hashicorp/aws"],
  ])("know %s as %s", (source, name) => {
    expect(namespaceAndType(source)).toBe(name);
  });
});
