import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { identify, isRunning } from "@app/processes";
import { stopCloud } from "./cloud";
import { CloudFolder } from "./cloud-record";
import { endLeftovers } from "./leftovers";
import { isFree } from "./process/ports";
import { makeTemporaryFolder } from "./temporary-folder";

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

  it("is ended by a stop as well, which says that something was stopped, and its temporary folder is removed", async () => {
    const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    const left = identify(child.pid ?? 0);
    folder.addProcess(left);
    const temporary = makeTemporaryFolder(root);
    writeFileSync(join(temporary, "engine.sock"), "");
    folder.addTemporaryFolder(temporary);
    expect(await stopCloud({ root, name: "test" })).toBe(true);
    expect([isRunning(left), existsSync(temporary)]).toEqual([false, false]);
    expect(await stopCloud({ root, name: "test" })).toBe(false);
  });

  it.each(["/", "/tmp", "relative/local-cloud-abcdef", "/tmp/local-cloud-abcdef/..", 1])(
    "is no folder but those that were made: %j",
    (path) => {
      writeFileSync(join(folder.path, "temporary.json"), JSON.stringify([path]));
      expect(folder.readTemporaryFolders()).toEqual([]);
    },
  );

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
