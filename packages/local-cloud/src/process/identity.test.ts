import { spawn } from "node:child_process";
import { once } from "node:events";
import { endProcess } from "./end";
import { identify, isRunning } from "./identity";
import { portHolder } from "./port-holder";
import { isFree } from "./ports";

/** Its first thread ends; a second one listens. */
const WITHOUT_FIRST_THREAD = `
import ctypes, os, socket, threading, time
def serve():
    with socket.create_server(("127.0.0.1", 0)) as server:
        while open(f"/proc/{os.getpid()}/stat").read().rpartition(")")[2].split()[0] != "Z": time.sleep(0.01)
        print(server.getsockname()[1], flush=True)
        server.accept()
threading.Thread(target=serve).start()
ctypes.CDLL(None).pthread_exit(None)
`;
const onLinux = process.platform === "linux" ? it : it.skip;

describe("a process identity", () => {
  it("is running while the process runs, and no longer", async () => {
    const child = spawn("sleep", ["60"]);
    const identity = identify(child.pid ?? 0);
    expect(isRunning(identity)).toBe(true);
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(isRunning(identity)).toBe(false);
  });

  onLinux("is running as long as one of its threads runs and holds its port", async () => {
    const child = spawn("python3", ["-c", WITHOUT_FIRST_THREAD], { stdio: ["ignore", "pipe", "inherit"] });
    const port = Number(`${await once(child.stdout, "data")}`);
    const identity = identify(child.pid ?? 0);
    expect(isRunning(identity)).toBe(true);
    expect(portHolder(port)).toEqual({ pid: child.pid, name: "python3" });
    await endProcess(identity, 5000);
    expect(isRunning(identity)).toBe(false);
    expect(await isFree(port)).toBe(true);
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
