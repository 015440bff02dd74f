import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findTerraform } from "./find-terraform";
import { ToolchainError } from "./toolchain-error";

const INSTALL = "from https://developer.hashicorp.com/terraform/install";
let bin: string;

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), "terraform-"));
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

/** An executable that does nothing but this. */
function executable(name: string, script: string, mode = 0o755): string {
  const path = join(bin, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, mode);
  return path;
}

describe("Terraform", () => {
  it("is found on the PATH, with its version", async () => {
    executable("terraform", `[ "$*" = "version -json" ] && echo '{"terraform_version":"1.11.4","platform":"x"}'`);
    expect(await findTerraform({ environment: { PATH: bin } })).toEqual({ path: "terraform", version: "1.11.4" });
  });

  it("is the binary that TERRAFORM_BINARY_NAME names, unless that is empty", async () => {
    executable("terraform", `echo '{"terraform_version":"1.11.4"}'`);
    const other = executable("other", `echo '{"terraform_version":"1.12.0-rc1"}'`);
    const environment = { PATH: bin, TERRAFORM_BINARY_NAME: other };
    expect(await findTerraform({ environment })).toEqual({ path: other, version: "1.12.0" });
    expect(await findTerraform({ environment: { PATH: bin, TERRAFORM_BINARY_NAME: "" } })).toMatchObject({
      path: "terraform",
    });
  });

  it("does not ask its maker for news", async () => {
    executable("terraform", `[ "$CHECKPOINT_DISABLE" = 1 ] && echo '{"terraform_version":"1.11.4"}'`);
    expect(await findTerraform({ environment: { PATH: bin } })).toMatchObject({ version: "1.11.4" });
  });

  it("is asked for where there is none, in the version that is needed", async () => {
    const remedy = `install Terraform 1.11.0 or newer ${INSTALL}, or name the binary in TERRAFORM_BINARY_NAME`;
    await expect(findTerraform({ environment: { PATH: bin }, minimumVersion: "1.11.0" })).rejects.toThrow(
      new ToolchainError(`"terraform" is not on the PATH; ${remedy}`),
    );
    const nowhere = join(bin, "nowhere");
    const environment = { PATH: bin, TERRAFORM_BINARY_NAME: nowhere };
    await expect(findTerraform({ environment, minimumVersion: "1.11.0" })).rejects.toThrow(
      new ToolchainError(`"${nowhere}", named in TERRAFORM_BINARY_NAME, does not exist; ${remedy}`),
    );
  });

  it.each([
    ["as JSON", `echo '{"terraform_version":"1.9.8"}'`, "1.9.8"],
    ["in words, as before 0.13", "echo 'Terraform v0.12.31'; echo '+ provider.aws v2.0'", "0.12.31"],
  ])("that is too old is refused when it says so %s", async (_, script, version) => {
    executable("terraform", script);
    await expect(findTerraform({ environment: { PATH: bin } })).rejects.toThrow(
      new ToolchainError(`Terraform ${version} is too old; install 1.11.0 or newer ${INSTALL}`),
    );
  });

  it.each([
    ["garbage", "echo '<html>'", "says no version: <html>"],
    ["nothing", "true", "says no version"],
    ["JSON without a version", "echo '{}'", "says no version: {}"],
    ["a version that is none", `echo '{"terraform_version":"new"}'`, "says no version"],
    ["an error", "echo 'no such thing' >&2; exit 3", "no such thing"],
  ])("that answers with %s is taken for another program", async (_, script, message) => {
    executable("terraform", script);
    const found = findTerraform({ environment: { PATH: bin } });
    await expect(found).rejects.toThrow(ToolchainError);
    await expect(found).rejects.toThrow(message);
    await expect(found).rejects.toThrow(/^"terraform version -json" .*; is it Terraform\? Install 1\.11\.0 or newer/s);
  });

  it("that must not be executed is named", async () => {
    const path = executable("terraform", "true", 0o644);
    await expect(findTerraform({ environment: { TERRAFORM_BINARY_NAME: path } })).rejects.toThrow(/EACCES/);
  });

  it("that does not answer is given up", async () => {
    executable("terraform", "exec sleep 60");
    const found = findTerraform({ environment: { PATH: `${bin}:${process.env.PATH}` }, timeoutMs: 100 });
    await expect(found).rejects.toThrow('"terraform version -json" does not answer');
  });
});
