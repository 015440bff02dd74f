import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { ROOT } from "./workflow-files";

const NOT_SET = "PLAN_PASSPHRASE is not set; docs/how-to/github.md and docs/how-to/codepipeline.md say who sets it\n";
const hasGpg = spawnSync("gpg", ["--version"]).status === 0;
if (!hasGpg) console.warn("skipped: this machine has no gpg to seal plans with");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "delivery-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function script(name: string, args: readonly string[], variables: Readonly<Record<string, string>> = {}) {
  const { PATH } = process.env;
  return spawnSync(join(ROOT, name), args, { env: { PATH, TMPDIR: folder, ...variables }, encoding: "utf8" });
}

(hasGpg ? describe : describe.skip)("sealed plans", () => {
  const secret = { PLAN_PASSPHRASE: "a long random text" };
  const at = (name: string) => join(folder, name);

  beforeAll(() => {
    mkdirSync(at("review"));
    writeFileSync(at("review/network.tfplan"), "password=hunter2");
    expect(script("scripts/seal.sh", [at("review"), at("sealed")], secret)).toMatchObject({ status: 0, stderr: "" });
  });

  it("are what they were once they are opened with the same passphrase", () => {
    expect(script("scripts/unseal.sh", [at("sealed"), at("opened")], secret)).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(at("opened/network.tfplan"), "utf8")).toBe("password=hunter2");
  });

  it("show nothing of themselves", () => {
    expect(readFileSync(at("sealed")).includes("hunter2")).toBe(false);
    expect(readFileSync(at("sealed")).includes("network")).toBe(false);
  });

  it("open with no other passphrase", () => {
    const { status } = script("scripts/unseal.sh", [at("sealed"), at("other")], { PLAN_PASSPHRASE: "another" });
    expect(status).not.toBe(0);
    expect(existsSync(at("other"))).toBe(false);
  });

  it("do not open where a byte was changed", () => {
    const bytes = readFileSync(at("sealed"));
    const last = bytes.length - 1;
    bytes.writeUInt8(bytes.readUInt8(last) ^ 1, last);
    writeFileSync(at("changed"), bytes);
    const { status } = script("scripts/unseal.sh", [at("changed"), at("forged")], secret);
    expect(status).not.toBe(0);
    expect(existsSync(at("forged"))).toBe(false);
  });
});

describe("without a passphrase", () => {
  it.each(["scripts/seal.sh", "scripts/unseal.sh"])("%s does nothing, and says what is missing", (name) => {
    expect(script(name, [folder, join(folder, "out")])).toMatchObject({ status: 1, stderr: NOT_SET });
    expect(existsSync(join(folder, "out"))).toBe(false);
  });
});

describe("the toolchain of a build", () => {
  it("is not installed from an archive that is another than the one that was chosen", () => {
    const programs = join(folder, "bin");
    mkdirSync(programs);
    writeFileSync(
      join(programs, "curl"),
      '#!/usr/bin/env bash\nwhile [ "$1" != --output ]; do shift; done; echo other > "$2"\n',
    );
    chmodSync(join(programs, "curl"), 0o755);
    const { status, stdout, stderr } = script(".codebuild/toolchain.sh", [], {
      PATH: [programs, process.env.PATH].join(delimiter),
      TERRAFORM_FOLDER: folder,
    });
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringMatching(/terraform_1\.11\.4_linux_amd64\.zip: FAILED\n$/),
    });
    expect(stderr).toBe("sha256sum: WARNING: 1 computed checksum did NOT match\n");
    expect(existsSync(join(folder, "terraform"))).toBe(false);
  });
});
