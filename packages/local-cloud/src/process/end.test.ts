import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { identify, isRunning, type ProcessIdentity } from "@app/processes";
import { endProcess } from "./end";
import { portHolder } from "./port-holder";
import { isFree } from "./ports";

const started: ChildProcess[] = [];

afterEach(() => {
  for (const { pid } of started.splice(0)) {
    try {
      if (pid) process.kill(-pid, "SIGKILL");
    } catch {
      // gone, as it should be
    }
  }
});

/** A shell that leads a process group of its own; resolves when it has printed a line. */
async function shell(script: string): Promise<{ child: ChildProcess; identity: ProcessIdentity; line: string }> {
  const child = spawn("sh", ["-c", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  started.push(child);
  const [data] = await once(child.stdout, "data");
  return { child, identity: identify(child.pid ?? 0), line: `${data}`.trim() };
}

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

describe("endProcess", () => {
  onLinux("ends a process whose first thread has ended, and which still holds its port", async () => {
    const child = spawn("python3", ["-c", WITHOUT_FIRST_THREAD], { stdio: ["ignore", "pipe", "inherit"] });
    const port = Number(`${await once(child.stdout, "data")}`);
    const identity = identify(child.pid ?? 0);
    expect(isRunning(identity)).toBe(true);
    expect(portHolder(port)).toEqual({ pid: child.pid, name: "python3" });
    await endProcess(identity, 5000);
    expect(isRunning(identity)).toBe(false);
    expect(await isFree(port)).toBe(true);
  });

  it("lets a process end by itself", async () => {
    const { child, identity } = await shell("trap 'exit 7' TERM; echo ready; while :; do sleep 0.01; done");
    const exit = once(child, "exit");
    await endProcess(identity, 5000);
    expect(isRunning(identity)).toBe(false);
    expect(await exit).toEqual([7, null]);
  });

  it("kills a process that ignores SIGTERM when patience is over", async () => {
    const { child, identity } = await shell("trap '' TERM; echo ready; while :; do sleep 0.01; done");
    const exit = once(child, "exit");
    const before = Date.now();
    await endProcess(identity, 200);
    expect(Date.now() - before).toBeGreaterThanOrEqual(200);
    expect(await exit).toEqual([null, "SIGKILL"]);
  });

  it("takes the group along, also members that ignore SIGTERM", async () => {
    const { identity, line } = await shell("(trap '' TERM; exec sleep 60) & echo $!; wait");
    const member = identify(Number(line));
    await endProcess(identity, 5000);
    expect(isRunning(member)).toBe(false);
  });

  it("ends a process that leads no group", async () => {
    const child = spawn("sleep", ["60"]);
    const identity = identify(child.pid ?? 0);
    await endProcess(identity, 5000);
    expect(isRunning(identity)).toBe(false);
  });

  it("leaves a process alone that got the number of the one that is meant", async () => {
    const { identity } = await shell("echo ready; exec sleep 60");
    await endProcess({ ...identity, startedAt: "1" }, 100);
    expect(isRunning(identity)).toBe(true);
  });
});
