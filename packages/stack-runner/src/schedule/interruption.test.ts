import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Interruption } from "./interruption";

/** Says `ready`, then `interrupted` for every SIGINT, and ends on SIGTERM. */
const STUBBORN = `
process.on("SIGINT", () => console.log("interrupted"));
process.on("SIGTERM", () => process.exit());
setInterval(() => undefined, 1000);
console.log("ready");
`;

describe("Interruption", () => {
  const said: string[] = [];
  let interruption: Interruption;
  let child: ChildProcess;
  let printed = "";
  beforeEach(async () => {
    said.length = 0;
    printed = "";
    interruption = new Interruption((line) => said.push(line));
    child = spawn(process.execPath, ["-e", STUBBORN]);
    child.stdout?.on("data", (data: Buffer) => {
      printed += data;
    });
    await untilPrinted("ready");
  });
  afterEach(async () => {
    interruption.dispose();
    child.kill("SIGTERM");
    if (child.exitCode === null) await once(child, "close");
  });

  async function untilPrinted(text: string): Promise<void> {
    while (!printed.includes(text)) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  it("asks what runs once to end, however often it is told", async () => {
    interruption.add(child);

    process.emit("SIGINT");
    await untilPrinted("interrupted");
    process.emit("SIGINT");
    process.emit("SIGTERM");
    child.kill("SIGTERM");
    await once(child, "close");

    expect(printed).toBe("ready\ninterrupted\n");
    expect(interruption.signal.aborted).toBe(true);
  });

  it("says the second time that it waits, and why", () => {
    interruption.add(child);

    process.emit("SIGINT");
    process.emit("SIGINT");

    expect(said).toEqual([
      expect.stringMatching(/^interrupted: waiting for 1 Terraform to finish .*release locks$/),
      expect.stringMatching(/^still waiting for 1 Terraform .*; killing them would lose both$/),
    ]);
  });

  it("ends at once what starts after it", async () => {
    process.emit("SIGHUP");
    interruption.add(child);

    await untilPrinted("interrupted");

    expect(said).toEqual(["interrupted"]);
  });

  it("gives the signals back", () => {
    const before = process.listenerCount("SIGINT");

    interruption.dispose();

    expect(process.listenerCount("SIGINT")).toBe(before - 1);
  });
});
