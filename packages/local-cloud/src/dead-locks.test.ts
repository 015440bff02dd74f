import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { hostname, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { dropDeadLocks } from "./dead-locks";
import { type LoopbackServer, serveOnLoopback } from "./fixtures/loopback-server";

const OURS = JSON.stringify({ ID: "1", Who: `${userInfo().username}@${hostname()}` });

let objects: Map<string, string>;
let server: LoopbackServer;
let folder: string;

beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "locks-")));
  objects = new Map();
  server = await serveOnLoopback(({ url = "", method }, response) => {
    const { pathname, searchParams } = new URL(url, "http://s3");
    const [, bucket, ...rest] = pathname.split("/");
    const key = rest.join("/");
    if (bucket !== "states") return void response.writeHead(404).end("<Code>NoSuchBucket</Code>");
    if (method === "DELETE") objects.delete(key);
    if (key !== "") return void response.end(objects.get(key));
    const keys = [...objects.keys()].filter((each) => each.startsWith(searchParams.get("prefix") ?? ""));
    response.end(keys.map((each) => `<Key>${each}</Key>`).join(""));
  });
});
afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function drop(bucket = "states"): Promise<string[]> {
  return dropDeadLocks({ cloud: server, bucket, prefix: "shop/local/", folder });
}

describe("locks of the local account", () => {
  it("are dropped where nobody can hold them any more, and nothing else is", async () => {
    objects.set("shop/local/network.tfstate", "{}");
    objects.set("shop/local/network.tfstate.tflock", OURS);
    objects.set("shop/staging/network.tfstate.tflock", OURS);
    expect(await drop()).toEqual(["shop/local/network.tfstate"]);
    expect([...objects.keys()]).toEqual(["shop/local/network.tfstate", "shop/staging/network.tfstate.tflock"]);
  });

  it.each([
    ["somebody else's", '{"Who":"somebody@elsewhere"}'],
    ["nobody's", "{}"],
    ["cut off", "{"],
  ])("stay where they are %s", async (_, info) => {
    objects.set("shop/local/network.tfstate.tflock", info);
    expect(await drop()).toEqual([]);
    expect(objects.size).toBe(1);
  });

  it("stay while a Terraform runs in the checkout", async () => {
    objects.set("shop/local/network.tfstate.tflock", OURS);
    const stack = join(folder, "stacks/network");
    mkdirSync(stack, { recursive: true });
    // A program of that name, which sleeps.
    copyFileSync("/bin/sleep", join(folder, "terraform"));
    const child = spawn(join(folder, "terraform"), ["600"], { cwd: stack, stdio: "ignore" });
    try {
      await once(child, "spawn");
      expect(await drop()).toEqual([]);
      expect(objects.size).toBe(1);
    } finally {
      child.kill();
      await once(child, "exit");
    }
    expect(await drop()).toEqual(["shop/local/network.tfstate"]);
  });

  it("are none where there is no bucket yet", async () => {
    expect(await drop("other")).toEqual([]);
  });
});
