import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFolder } from "./cloud-record";
import { endLeftovers } from "./leftovers";
import { identify, isRunning } from "./process/identity";
import { isFree } from "./process/ports";

let root: string;
let folder: CloudFolder;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "leftovers-"));
  folder = CloudFolder.make(root, "test");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("what a killed supervisor left running", () => {
  it("is ended and forgotten, so that its port is free again", async () => {
    const script = "s=require('net').createServer().listen(0,'127.0.0.1',()=>console.log(s.address().port))";
    const child = spawn(process.execPath, ["-e", script], { detached: true, stdio: ["ignore", "pipe", "inherit"] });
    const [port] = await once(child.stdout, "data");
    const left = identify(child.pid ?? 0);
    folder.addProcess(left);
    writeFileSync(join(folder.path, "cloud.json"), "{}");
    expect(await isFree(Number(port))).toBe(false);
    await endLeftovers(folder);
    expect(isRunning(left)).toBe(false);
    expect(await isFree(Number(port))).toBe(true);
    expect(folder.readProcesses()).toEqual([]);
    expect(existsSync(join(folder.path, "cloud.json"))).toBe(false);
  });

  it("is not a process that got the number of one", async () => {
    folder.addProcess({ ...identify(process.pid), startedAt: "1" });
    await endLeftovers(folder);
    // Still here to say so.
    expect(isRunning(identify(process.pid))).toBe(true);
  });

  it.each(["", "[", "null", "{}", "[{}]", "[null]", '[{"pid":-1,"startedAt":"1"}]', '[{"pid":1}]'])(
    "is nothing when the list holds %j",
    async (content) => {
      writeFileSync(join(folder.path, "processes.json"), content);
      expect(folder.readProcesses()).toEqual([]);
      await endLeftovers(folder);
    },
  );

  it("is told from what has ended by itself", async () => {
    const child = spawn("true");
    const ended = identify(child.pid ?? 0);
    await once(child, "exit");
    folder.addProcess(ended);
    const running = identify(process.pid);
    folder.addProcess(running);
    expect(folder.readProcesses()).toEqual([running]);
  });
});
