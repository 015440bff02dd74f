import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixtureApp } from "./fixture-app";

const NAME = "acme/thing";
const BINARY = "terraform-provider-thing_v1.2.3";
const PLATFORM = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

let app: FixtureApp;
beforeEach(() => {
  app = new FixtureApp();
  askFor("1.2.3");
  mkdirSync(join(mirror(), `1.2.3/${PLATFORM}`), { recursive: true });
  writeFileSync(join(mirror(), `1.2.3/${PLATFORM}`, BINARY), "a provider", { mode: 0o755 });
  writeFileSync(
    join(app.root, "terraform.rc"),
    `provider_installation {\n  filesystem_mirror {\n    path = "${app.root}/mirror"\n  }\n}\n`,
  );
});
afterEach(() => app.stop());

const mirror = () => join(app.root, `mirror/registry.terraform.io/${NAME}`);
const lockFile = () => join(app.root, "infra/.terraform.lock.hcl");
/** Terraform installs the provider and starts it not: this reads a lock and nothing else. */
const initialize = () => app.run("unlock", "a", "--auto-approve");
const makeLock = () => app.run("lock", "--mirror", "mirror", "--platform", PLATFORM);

function askFor(version: string): void {
  app.describe({ "app-a": { json: { terraform: { required_providers: { thing: { source: NAME, version } } } } } });
}

/** The same package as an archive, as `terraform providers mirror` keeps it. */
function pack(): string {
  const archive = join(mirror(), `terraform-provider-thing_1.2.3_${PLATFORM}.zip`);
  const script = `import sys, zipfile; zipfile.ZipFile(sys.argv[1], "w").write(sys.argv[2], "${BINARY}")`;
  spawnSync("python3", ["-c", script, archive, join(mirror(), `1.2.3/${PLATFORM}`, BINARY)]);
  rmSync(join(mirror(), "1.2.3"), { recursive: true });
  return archive;
}

it("a provider that the lock file names is installed, from an unpacked mirror and from a packed one", async () => {
  expect((await makeLock()).text).toContain(
    `infra/.terraform.lock.hcl holds the packages of ${PLATFORM}; look at its diff`,
  );
  expect((await initialize()).text).toMatch(/app-a +is not locked/);
  // Its packages were compared: Terraform need not hash them again in every command.
  expect(readFileSync(join(app.stackFolder("app-a"), ".terraform.lock.hcl"), "utf8")).toBe(
    readFileSync(lockFile(), "utf8").replace(/ *hashes[^\]]+\]\n/, ""),
  );

  const archive = pack();
  rmSync(app.outputFolder(), { recursive: true });
  rmSync(join(app.root, ".local"), { recursive: true });
  // What the registry signs is the archive.
  const signed = `zh:${createHash("sha256").update(readFileSync(archive)).digest("hex")}`;
  const lock = readFileSync(lockFile(), "utf8").replace(/h1:[^"]+/, signed);
  writeFileSync(lockFile(), lock);
  for (const _ of ["installed", "used again"]) expect((await initialize()).text).toMatch(/app-a +is not locked/);
  expect(readFileSync(lockFile(), "utf8")).toBe(lock);
});

it("a provider that somebody changed is refused before it runs, and the message names it", async () => {
  await makeLock();
  expect((await initialize()).text).toMatch(/app-a +is not locked/);
  const refused =
    /the acme\/thing 1\.2\.3 that is installed here for \S+ is not one that infra\/\.terraform\.lock\.hcl names/;

  // Where it was installed.
  const installed = join(
    app.stackFolder("app-a"),
    ".terraform/providers/registry.terraform.io",
    NAME,
    "1.2.3",
    PLATFORM,
  );
  appendFileSync(join(installed, BINARY), "tampered");
  const planned = await app.run("plan");
  expect(planned.text).toMatch(refused);
  expect(planned.status).toBe(1);

  // Where it is installed from.
  rmSync(join(app.root, ".local"), { recursive: true });
  appendFileSync(join(mirror(), "1.2.3", PLATFORM, BINARY), "tampered");
  for (const { text, status } of [await initialize(), await app.run("output")]) {
    expect(text).toMatch(refused);
    expect(text).toMatch(
      /\nfound: h1:\S+ in \S+\nexpected one of: h1:\S+\n→ somebody changed or rebuilt it: install the original/,
    );
    expect(text).toContain(`in ${join(mirror(), "1.2.3", PLATFORM)}\n`);
    expect(status).toBe(1);
  }
});

it("another version in the configuration is refused until it is locked", async () => {
  await makeLock();
  askFor("1.2.4");

  const { text, status } = await initialize();

  expect(text).toContain(`infra/.terraform.lock.hcl → acme/thing: 1.2.3 is locked; the stacks ask for 1.2.4
→ \`cdktf lock\` records what the registry's signed checksums say; look at the diff and commit it`);
  expect(status).toBe(1);
  mkdirSync(join(mirror(), `1.2.4/${PLATFORM}`), { recursive: true });
  writeFileSync(join(mirror(), `1.2.4/${PLATFORM}`, "terraform-provider-thing_v1.2.4"), "newer", { mode: 0o755 });
  expect((await makeLock()).status).toBe(0);
  expect(readFileSync(lockFile(), "utf8")).toMatch(/version += "1\.2\.4"/);
  expect((await initialize()).text).toMatch(/app-a +is not locked/);
});
