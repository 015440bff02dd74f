import { spawn } from "node:child_process";
import { once } from "node:events";
import { identify, isRunning } from "./identity";

describe("a process identity", () => {
  it("is running while the process runs, and no longer", async () => {
    const child = spawn("sleep", ["60"]);
    const identity = identify(child.pid ?? 0);
    expect(isRunning(identity)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isRunning(identity)).toBe(false);
  });

  it("is not mistaken for a later process with the same number", () => {
    const { pid, startedAt } = identify(process.pid);
    expect(isRunning({ pid, startedAt })).toBe(true);
    expect(isRunning({ pid, startedAt: `${startedAt}0` })).toBe(false);
  });

  it("can be taken of a process that has ended but was not waited for, and is not running", () => {
    const child = spawn("true");
    const identity = identify(child.pid ?? 0);
    // Blocks the event loop, so that nobody waits for the child.
    while (isRunning(identity)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    expect(identify(child.pid ?? 0)).toEqual(identity);
  });

  it("cannot be taken of a process that is gone", async () => {
    const child = spawn("true");
    await once(child, "exit");
    expect(() => identify(child.pid ?? 0)).toThrow(`process ${child.pid} has ended`);
  });
});
