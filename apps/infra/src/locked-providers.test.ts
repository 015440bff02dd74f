import { readFileSync } from "node:fs";
import { join } from "node:path";
import { environmentNames, loadEnvironment } from "@app/config";
import { DOCKER_PROVIDER, LOCK_FILE, readProviderLock, requireLocked } from "@app/terraform-toolchain";
import { synthesized } from "./synthesized-app";

const FILE = join(__dirname, "..", LOCK_FILE);

interface WithProviders {
  readonly terraform: {
    readonly required_providers?: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
  };
}

function lock() {
  const read = readProviderLock(FILE);
  if (!read) throw new Error(`${FILE} is missing`);
  return read;
}

describe("the committed lock file", () => {
  it("holds every provider of every environment, in the version of the bindings", () => {
    const providers = environmentNames()
      .flatMap((name) => Object.values(synthesized(loadEnvironment(name)).files))
      .map((file) => JSON.parse(file) as WithProviders)
      .flatMap(({ terraform }) => Object.values(terraform.required_providers ?? {}));
    expect(new Set(providers.map(({ source }) => source))).toContain("aws");
    requireLocked(lock(), [...providers, DOCKER_PROVIDER], "cdktf lock");
  });

  it("pins the archives of all platforms, and AWS's provider unpacked as well", () => {
    const count = (scheme: string) =>
      Object.fromEntries(
        lock().providers.map(({ name, hashes }) => [name, hashes.filter((hash) => hash.startsWith(scheme)).length]),
      );
    // The signed checksums of a release: its archives, and for AWS's the manifest.
    expect(count("zh:")).toEqual({ "hashicorp/aws": 15, "kreuzwerker/docker": 13 });
    expect(count("h1:")["hashicorp/aws"]).toBe(14);
  });

  it("names providers, and no address to download them from", () => {
    expect(readFileSync(FILE, "utf8")).not.toMatch(/:\/\//);
  });
});
