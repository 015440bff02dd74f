import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { DOCKER_PROVIDER } from "./docker-provider";
import { providerEnvironment } from "./provider-environment";
import { type Provider, platform, REGISTRY_HOST } from "./provider-mirrors";
import { ToolchainError } from "./toolchain-error";

// Names that no mirror of this machine holds.
const THING: Provider = { source: "acme/thing", version: "1.2.3" };
const OTHER: Provider = { source: "acme/other", version: "4.5.6" };

let folder: string;
let root: string;
let home: string;
let server: Server;
/** Address under which nothing answers, and one that answers like the registry. */
let silent: string;
let registry: string;

beforeAll(async () => {
  server = createServer((message, response) => {
    response.writeHead(message.url === "/silent" ? 503 : 200).end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const origin = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
  silent = `${origin}/silent`;
  registry = `${origin}/registry`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "providers-")));
  root = join(folder, "checkout");
  home = join(folder, "home");
  for (const path of [root, home]) mkdirSync(path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function environmentOf(options: {
  readonly providers?: readonly Provider[];
  readonly environment?: NodeJS.ProcessEnv;
  readonly registry?: string;
  readonly root?: string;
  readonly onProgress?: (line: string) => void;
}) {
  const { environment = {}, ...others } = options;
  return providerEnvironment({
    root,
    providers: [THING],
    registry: silent,
    ...others,
    environment: { HOME: home, ...environment },
  });
}

const placeOf = ({ source, version }: Provider) => join(REGISTRY_HOST, source, version, platform());
const archiveOf = ({ source, version }: Provider) =>
  join(REGISTRY_HOST, source, `terraform-provider-${source.split("/")[1]}_${version}_${platform()}.zip`);

/** Puts a provider into a mirror, as a folder or as `terraform providers mirror` writes it. */
function mirror(name: string, provider: Provider, layout: "unpacked" | "packed" = "unpacked"): string {
  const path = join(folder, name);
  const file = layout === "unpacked" ? join(placeOf(provider), "terraform-provider") : archiveOf(provider);
  mkdirSync(join(path, dirname(file)), { recursive: true });
  writeFileSync(join(path, file), `${name} ${provider.version}`);
  return path;
}

/** What Terraform finds in the mirror that the configuration names. */
function served(configuration: string | undefined, file: string): string {
  const path = /path = "(.+)"/.exec(readFileSync(configuration ?? "", "utf8"))?.[1] ?? "";
  return readFileSync(join(path, file), "utf8");
}
const content = (configuration: string | undefined, provider: Provider) =>
  served(configuration, join(placeOf(provider), "terraform-provider"));

describe("where Terraform gets its providers from", () => {
  it("is the registry, when that answers", async () => {
    const TF_PROVIDER_MIRROR = mirror("mirror", THING);
    expect(await environmentOf({ registry, environment: { TF_PROVIDER_MIRROR } })).toEqual({});
    expect(existsSync(join(root, ".local"))).toBe(false);
  });

  it("is what the user has configured, whether or not anything answers", async () => {
    const TF_CLI_CONFIG_FILE = join(folder, "my.tfrc");
    writeFileSync(TF_CLI_CONFIG_FILE, "");
    expect(await environmentOf({ environment: { TF_CLI_CONFIG_FILE } })).toEqual({});
    writeFileSync(join(home, ".terraformrc"), "");
    expect(await environmentOf({})).toEqual({});
    expect(await environmentOf({ environment: { TF_CLI_CONFIG_FILE: "" } })).toEqual({});
  });

  it("is not a configuration that does not exist", async () => {
    const TF_CLI_CONFIG_FILE = join(folder, "absent.tfrc");
    const TF_PROVIDER_MIRROR = mirror("mirror", THING);
    const variables = await environmentOf({ environment: { TF_CLI_CONFIG_FILE, TF_PROVIDER_MIRROR } });
    expect(content(variables.TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
  });

  it("is one mirror of links to whatever mirrors hold them", async () => {
    const TF_PROVIDER_MIRROR = mirror("mirror", THING);
    mirror("home/.terraform.d/plugins", OTHER);
    const variables = await environmentOf({ providers: [THING, OTHER], environment: { TF_PROVIDER_MIRROR } });
    expect(Object.keys(variables)).toEqual(["TF_CLI_CONFIG_FILE"]);
    expect(content(variables.TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
    expect(content(variables.TF_CLI_CONFIG_FILE, OTHER)).toBe("home/.terraform.d/plugins 4.5.6");
  });

  it("is what `terraform providers mirror` has written, too", async () => {
    const TF_PROVIDER_MIRROR = mirror("mirror", THING, "packed");
    const variables = await environmentOf({ environment: { TF_PROVIDER_MIRROR } });
    expect(served(variables.TF_CLI_CONFIG_FILE, archiveOf(THING))).toBe("mirror 1.2.3");
  });

  it("is found under a mirror that is named with a slash at its end or relative to the working folder", async () => {
    const TF_PROVIDER_MIRROR = `${mirror("mirror", THING)}/${REGISTRY_HOST}/`;
    const variables = await environmentOf({ environment: { TF_PROVIDER_MIRROR } });
    expect(content(variables.TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
    const before = process.cwd();
    process.chdir(folder);
    try {
      const again = await environmentOf({ environment: { TF_PROVIDER_MIRROR: "mirror" } });
      expect(content(again.TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
    } finally {
      process.chdir(before);
    }
  });

  it("is followed when the mirror has moved, or its layout has changed", async () => {
    const first = mirror("first", THING);
    await environmentOf({ environment: { TF_PROVIDER_MIRROR: first } });
    renameSync(first, join(folder, "second"));
    const moved = await environmentOf({ environment: { TF_PROVIDER_MIRROR: join(folder, "second") } });
    expect(content(moved.TF_CLI_CONFIG_FILE, THING)).toBe("first 1.2.3");
    rmSync(join(folder, "second"), { recursive: true });
    const TF_PROVIDER_MIRROR = mirror("third", THING, "packed");
    const packed = await environmentOf({ environment: { TF_PROVIDER_MIRROR } });
    expect(served(packed.TF_CLI_CONFIG_FILE, archiveOf(THING))).toBe("third 1.2.3");
    const stale = join(root, ".local/terraform/mirror", placeOf(THING));
    expect(lstatSync(stale, { throwIfNoEntry: false })).toBeUndefined();
  });

  it("never leads to itself, even when the written mirror is named as a source", async () => {
    await environmentOf({ environment: { TF_PROVIDER_MIRROR: mirror("mirror", THING) } });
    const TF_PROVIDER_MIRROR = join(root, ".local/terraform");
    const variables = await environmentOf({ environment: { TF_PROVIDER_MIRROR } });
    expect(content(variables.TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
  });

  it("keeps a provider that somebody put into the written mirror", async () => {
    mirror("checkout/.local/terraform/mirror", THING);
    const TF_PROVIDER_MIRROR = join(root, ".local/terraform/mirror");
    const variables = await environmentOf({ environment: { TF_PROVIDER_MIRROR } });
    expect(content(variables.TF_CLI_CONFIG_FILE, THING)).toBe("checkout/.local/terraform/mirror 1.2.3");
    expect(lstatSync(join(TF_PROVIDER_MIRROR, placeOf(THING))).isDirectory()).toBe(true);
  });

  it("is still there when a checkout that shared it by a link is gone", async () => {
    const environment = { TF_PROVIDER_MIRROR: mirror("mirror", THING) };
    const { TF_CLI_CONFIG_FILE } = await environmentOf({ environment });
    const other = join(folder, "other");
    mkdirSync(join(other, ".local"), { recursive: true });
    symlinkSync(join(root, ".local/terraform"), join(other, ".local/terraform"));
    await environmentOf({ environment, root: other });
    rmSync(other, { recursive: true });
    expect(content(TF_CLI_CONFIG_FILE, THING)).toBe("mirror 1.2.3");
  });

  it("is written once and then left alone, so that runs side by side do not disturb each other", async () => {
    const environment = { TF_PROVIDER_MIRROR: mirror("mirror", THING) };
    const { TF_CLI_CONFIG_FILE = "" } = await environmentOf({ environment });
    const link = join(root, ".local/terraform/mirror", placeOf(THING));
    const before = [lstatSync(TF_CLI_CONFIG_FILE).mtimeMs, lstatSync(link).ino];
    await Promise.all([environmentOf({ environment }), environmentOf({ environment })]);
    expect([lstatSync(TF_CLI_CONFIG_FILE).mtimeMs, lstatSync(link).ino]).toEqual(before);
  });
});

describe("a provider that is nowhere", () => {
  it("is named, with where it was looked for and how to get it", async () => {
    const TF_PROVIDER_MIRROR = mirror("mirror", THING);
    const missing = environmentOf({ providers: [THING, OTHER], environment: { TF_PROVIDER_MIRROR } });
    await expect(missing).rejects.toThrow(ToolchainError);
    const message = await missing.then(String, (error: Error) => error.message);
    expect(message).toContain(`no provider mirror holds acme/other 4.5.6 for ${platform()}`);
    expect(message).not.toContain("acme/thing");
    expect(message).toContain(`under ${TF_PROVIDER_MIRROR}, ${home}/.terraform.d,`);
    expect(message).toContain(`\`terraform providers mirror -platform=${platform()} FOLDER\``);
    expect(message).toContain("TF_PROVIDER_MIRROR");
    expect(existsSync(join(root, ".local"))).toBe(false);
  });

  it("is another version of one that is there", async () => {
    const TF_PROVIDER_MIRROR = mirror("mirror", { ...THING, version: "1.2.4" });
    await expect(environmentOf({ environment: { TF_PROVIDER_MIRROR } })).rejects.toThrow("holds acme/thing 1.2.3");
  });

  it("may be in a mirror whose name is mistyped", async () => {
    const TF_PROVIDER_MIRROR = join(folder, "mirorr");
    await expect(environmentOf({ environment: { TF_PROVIDER_MIRROR } })).rejects.toThrow(
      `TF_PROVIDER_MIRROR names ${TF_PROVIDER_MIRROR}, which does not exist.`,
    );
  });

  it("may be in the registry behind a proxy, which only Terraform can tell", async () => {
    expect(await environmentOf({ environment: { HTTPS_PROXY: "http://127.0.0.1:1" } })).toEqual({});
    expect(await environmentOf({ environment: { https_proxy: "http://127.0.0.1:1" } })).toEqual({});
  });
});

describe("the Docker provider", () => {
  /** A `go` in place of the real one. */
  function go(script: string): string {
    mkdirSync(join(folder, "bin"), { recursive: true });
    writeFileSync(join(folder, "bin/go"), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, "bin/go"), 0o755);
    return `${join(folder, "bin")}:/usr/bin:/bin`;
  }
  /** Writes to the file after `-o`. */
  const BUILDS = 'while [ "$1" != -o ]; do shift; done; echo built > "$2"';

  it("is built from source where no mirror holds it, once", async () => {
    const progress: string[] = [];
    const options = { providers: [DOCKER_PROVIDER], onProgress: (line: string) => progress.push(line) };
    // Go takes a proxy where one is named.
    const environment = { PATH: go(BUILDS), HTTPS_PROXY: "http://127.0.0.1:1" };
    const variables = await environmentOf({ ...options, environment });
    const binary = join(placeOf(DOCKER_PROVIDER), `terraform-provider-docker_v${DOCKER_PROVIDER.version}`);
    expect(served(variables.TF_CLI_CONFIG_FILE, binary)).toBe("built\n");
    expect(progress.at(-1)).toMatch(/^built kreuzwerker\/docker in \d+s$/);
    progress.length = 0;
    await environmentOf({ ...options, environment: { PATH: go("exit 1") } });
    expect(progress).toEqual([]);
  });

  it("is missing where there is no Go, and the message says so", async () => {
    const missing = environmentOf({ providers: [DOCKER_PROVIDER], environment: { PATH: join(folder, "bin") } });
    await expect(missing).rejects.toThrow(/no provider mirror holds kreuzwerker\/docker 3\.6\.2/);
    await expect(missing).rejects.toThrow("Go is not on the PATH; install it from https://go.dev/dl");
  });

  it("is missing when it does not build, and is built again the next time", async () => {
    const PATH = go("echo 'proxy: connection refused' >&2; exit 1");
    const missing = environmentOf({ providers: [DOCKER_PROVIDER], environment: { PATH } });
    await expect(missing).rejects.toThrow("proxy: connection refused");
    await environmentOf({ providers: [DOCKER_PROVIDER], environment: { PATH: go(BUILDS) } });
  });

  it("is not built in vain when another provider is missing, too", async () => {
    const PATH = go(`touch ${folder}/was-asked; exit 1`);
    const missing = environmentOf({ providers: [DOCKER_PROVIDER, THING], environment: { PATH } });
    await expect(missing).rejects.toThrow("holds kreuzwerker/docker 3.6.2, acme/thing 1.2.3");
    expect(existsSync(join(folder, "was-asked"))).toBe(false);
  });
});
