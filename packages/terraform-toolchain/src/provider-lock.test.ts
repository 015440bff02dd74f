import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageHash } from "./package-hash";
import { mismatchText } from "./package-mismatch";
import {
  lockedProviders,
  lockText,
  readProviderLock,
  requireLocked,
  withoutHashes,
  withoutOutdated,
} from "./provider-lock";
import { platform } from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;
const AWS = `provider "registry.terraform.io/hashicorp/aws" {
  version     = "5.100.0"
  constraints = "5.100.0"
  hashes = [
    "h1:aaaa=",
    "zh:0123",
  ]
}
`;
const DOCKER = `provider "registry.terraform.io/kreuzwerker/docker" {
  version     = "3.6.2"
  constraints = "3.6.2"
  hashes = [
    "zh:4567",
  ]
}
`;
const LOCK = `${HEADER}\n${AWS}\n${DOCKER}`;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, ".terraform.lock.hcl");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lock(text = LOCK) {
  writeFileSync(file, text);
  const read = readProviderLock(file);
  if (!read) throw new Error("no lock");
  return { ...read, file: "infra/.terraform.lock.hcl" };
}

describe("the lock file of the providers", () => {
  it("is read by provider, version and hashes; where there is none, nothing is pinned", () => {
    expect(readProviderLock(file)).toBeUndefined();
    expect(lock().providers.map(({ name, version, hashes }) => [name, version, hashes])).toEqual([
      ["hashicorp/aws", "5.100.0", ["h1:aaaa=", "zh:0123"]],
      ["kreuzwerker/docker", "3.6.2", ["zh:4567"]],
    ]);
  });

  it("must hold each provider in the version that stacks ask for; a range is Terraform's to judge", () => {
    requireLocked(lock(), [{ source: "aws", version: "5.100.0" }], "cdktf lock");
    requireLocked(lock(), [{ source: "hashicorp/aws", version: "~> 5.0" }], "cdktf lock");
    const asked = [
      { source: "hashicorp/aws", version: "5.99.1" },
      { source: "hashicorp/null", version: "3.2.4" },
    ];
    expect(() => requireLocked(lock(), asked, "cdktf lock")).toThrow(
      new ToolchainError(
        `infra/.terraform.lock.hcl → hashicorp/aws: 5.100.0 is locked; the stacks ask for 5.99.1
infra/.terraform.lock.hcl → hashicorp/null: is not there; the stacks ask for 3.2.4
→ \`cdktf lock\` records what the registry's signed checksums say; look at the diff and commit it`,
      ),
    );
  });

  it("is written for a stack with the providers of that stack alone, for Terraform takes the others for removed", () => {
    const aws = { source: "hashicorp/aws", version: "5.100.0" };
    expect(lockText(lock(), [aws])).toBe(`${HEADER}\n${AWS}`);
    expect(lockText(lock(), [])).toBe(HEADER);
  });

  it("takes what this checkout built from pinned sources for as good as the original", () => {
    const docker = { source: "kreuzwerker/docker", version: "3.6.2" };
    expect(lockText(lock(), [docker], { "kreuzwerker/docker": "h1:built=" })).toBe(
      `${HEADER}\n${DOCKER.replace('    "zh:', '    "h1:built=",\n    "zh:')}`,
    );
  });

  it("pins versions alone once its hashes were compared", () => {
    const wanted = lockText(lock(), [{ source: "hashicorp/aws", version: "5.100.0" }]);
    expect(lockedProviders(withoutHashes(wanted))).toEqual([
      { name: "hashicorp/aws", version: "5.100.0", hashes: [], text: expect.stringMatching(/version +=/) },
    ]);
    expect(withoutHashes(HEADER)).toBe(HEADER);
  });

  it("loses a provider that is asked for in another version before the new one is recorded", () => {
    expect(withoutOutdated(file, [])).toBeUndefined();
    lock();
    expect(withoutOutdated(file, [{ source: "hashicorp/aws", version: "6.0.0" }])).toBe(`${HEADER}\n${DOCKER}`);
  });
});

describe("a package", () => {
  it("has the hash that Terraform gives it", () => {
    writeFileSync(join(folder, "terraform-provider-thing_v1.2.3"), "#!/bin/sh\nexit 1\n");
    // What `terraform init` 1.11.4 wrote into its lock file for a package of this one file.
    expect(packageHash(folder)).toBe("h1:ZH/D+v5dpwalclzb2fuESvj/yU67SGGQ60DqfBY4xhA=");
  });

  it("that Terraform refuses by its hash is named with its place, what it is, what it should be, and what to do", () => {
    const place = join(folder, "mirror/registry.terraform.io/hashicorp/aws/5.100.0", platform());
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "terraform-provider-aws"), "tampered");
    const configuration = join(folder, "terraform.rc");
    writeFileSync(
      configuration,
      `provider_installation {\n  filesystem_mirror {\n    path = "${folder}/mirror"\n  }\n}\n`,
    );
    const said = `Failed to install provider
Error while installing hashicorp/aws v5.100.0: the local package for registry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the
checksums previously recorded in the dependency lock file`;
    expect(mismatchText(lock(), said, { configuration, update: "cdktf lock" })).toBe(
      `the hashicorp/aws 5.100.0 that is installed here for ${platform()} is not one that infra/.terraform.lock.hcl names
found: ${packageHash(place)} in ${place}
expected one of: h1:aaaa=
→ somebody changed or rebuilt it: install the original, as \`terraform providers mirror\` gets it. Only if it is meant to be another: \`cdktf lock\` records it`,
    );
  });

  it("that was changed after it was installed is told by the same words; other errors are not its business", () => {
    const cached =
      "the cached package for registry.terraform.io/kreuzwerker/docker 3.6.2 (in .terraform/providers) does not match any of the checksums recorded in the dependency lock file";
    expect(mismatchText(lock(), cached, { update: "cdktf lock" })).toContain(
      "kreuzwerker/docker 3.6.2 that is installed here",
    );
    expect(mismatchText(lock(), "Unable to find remote state", { update: "cdktf lock" })).toBeUndefined();
  });
});
