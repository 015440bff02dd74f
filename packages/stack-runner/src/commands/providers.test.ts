import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Project } from "../project/project";
import { Reporter } from "../report/reporter";
import type { Stack } from "../stacks/stack";
import { findProviders, type Providers } from "./providers";

// In nobody's mirrors.
const NULL = { source: "team/null", version: "3.2.3" };
const RANDOM = { source: "team/random", version: "3.7.2" };

/** Terraform's name of this machine. */
const MACHINE = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;

describe("findProviders", () => {
  let root: string;
  const before = process.env;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(join(tmpdir(), "providers-")));
    const { HTTPS_PROXY: _, https_proxy: __, TF_PLUGIN_CACHE_DIR: ___, ...others } = before;
    process.env = { ...others, HOME: root };
  });
  afterEach(() => {
    process.env = before;
    jest.restoreAllMocks();
    rmSync(root, { recursive: true, force: true });
  });

  function stack(id: string, ...providers: readonly { readonly source: string; readonly version: string }[]): Stack {
    const folder = join(root, id);
    const required_providers = Object.fromEntries(providers.map((provider) => [provider.source, provider]));
    return { id, dependencies: [], folder, configuration: JSON.stringify({ terraform: { required_providers } }) };
  }

  const find = (...stacks: Stack[]): Promise<Providers> =>
    findProviders({ root, folder: root } as Project, stacks, new Reporter(() => undefined));

  /** Where the user's own configuration says where providers come from. */
  function configured(): void {
    const file = join(root, "terraform.rc");
    writeFileSync(file, "");
    process.env.TF_CLI_CONFIG_FILE = file;
  }

  /** No registry, and a mirror that holds these. */
  function mirrored(...providers: readonly { readonly source: string; readonly version: string }[]): void {
    jest.spyOn(globalThis, "fetch").mockRejectedValue(new Error("no network"));
    const mirror = join(root, "mirror/registry.terraform.io");
    mkdirSync(mirror, { recursive: true });
    for (const { source, version } of providers) mkdirSync(join(mirror, source, version, MACHINE), { recursive: true });
    process.env.TF_PROVIDER_MIRROR = join(root, "mirror");
    delete process.env.TF_CLI_CONFIG_FILE;
  }

  /** The order in which two tasks begin and end. */
  async function order({ initQueue }: Providers): Promise<string[]> {
    const events: string[] = [];
    let beginSecond = () => {};
    const second = new Promise<void>((resolve) => {
      beginSecond = resolve;
    });
    const task = (name: string, work: Promise<unknown>) => async () => {
      events.push(`${name} begins`);
      await work;
      events.push(`${name} ends`);
    };
    // The first one ends when the second has been asked for, whether or not that has begun.
    const both = [initQueue(task("first", second)), initQueue(task("second", Promise.resolve()))];
    beginSecond();
    await Promise.all(both);
    return events;
  }

  it("shares one download between all stacks, and initializes one at a time", async () => {
    configured();
    const providers = await find(stack("a", NULL), stack("b", NULL));
    expect(providers.variables).toEqual({
      TF_PLUGIN_CACHE_DIR: join(root, ".local/terraform/plugins"),
      TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
    });
    expect(await order(providers)).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  });

  it("uses the cache that somebody has", async () => {
    configured();
    process.env.TF_PLUGIN_CACHE_DIR = join(root, "mine");
    expect((await find(stack("a", NULL))).variables).toMatchObject({ TF_PLUGIN_CACHE_DIR: join(root, "mine") });
  });

  it("goes on with the next one when one fails", async () => {
    configured();
    const { initQueue } = await find(stack("a", NULL));
    const failed = initQueue(() => Promise.reject(new Error("no")));
    const next = initQueue(() => Promise.resolve("done"));
    await expect(failed).rejects.toThrow("no");
    expect(await next).toBe("done");
  });

  it("reads mirrors where no registry answers, all stacks at once", async () => {
    mirrored(NULL, RANDOM);
    const providers = await find(stack("a", NULL, RANDOM), stack("b", NULL));
    expect(providers.variables).toEqual({ TF_CLI_CONFIG_FILE: join(root, ".local/terraform/terraform.rc") });
    expect((await order(providers)).slice(0, 2)).toEqual(["first begins", "second begins"]);
  });

  it("looks for every provider once, whichever stacks want it in which version", async () => {
    mirrored(RANDOM);
    const newer = { ...NULL, version: "3.2.4" };
    await expect(find(stack("a", NULL, RANDOM), stack("b", NULL), stack("c", newer))).rejects.toThrow(
      `no provider mirror holds team/null 3.2.3, team/null 3.2.4 for ${MACHINE}.`,
    );
  });
});
