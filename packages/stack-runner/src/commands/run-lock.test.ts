import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { holdEnvironment } from "./run-lock";

describe("holdEnvironment", () => {
  let output: string;
  beforeEach(() => {
    output = mkdtempSync(join(tmpdir(), "stack-runner-"));
  });
  afterEach(() => rmSync(output, { recursive: true, force: true }));

  it("refuses a second run and names the process of the first", async () => {
    const release = await holdEnvironment(output, "staging");

    await expect(holdEnvironment(output, "staging")).rejects.toThrow(
      new RegExp(`another run works on "staging" in this checkout \\(process ${process.pid}, since \\d{4}-.*\\)`),
    );
    await release();
  });

  it("lets the next run in when the first has ended", async () => {
    await (await holdEnvironment(output, "staging"))();

    const release = await holdEnvironment(output, "staging");
    await release();
  });

  it("ends quietly when somebody removed the folder meanwhile", async () => {
    const release = await holdEnvironment(output, "staging");
    rmSync(output, { recursive: true });

    await expect(release()).resolves.toBeUndefined();
  });

  it("takes over the lock of a run that was killed, and lets one of several that try do so", async () => {
    const { pid = 0 } = spawnSync(process.execPath, ["-e", ""]);
    await (await holdEnvironment(output, "staging"))();
    mkdirSync(join(output, ".run.lock"));
    writeFileSync(join(output, ".run.json"), JSON.stringify({ pid, startedAt: "1", since: "2026-01-02T03:04:05Z" }));

    const tries = await Promise.allSettled([1, 2, 3].map(() => holdEnvironment(output, "staging")));

    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    for (const one of tries) if (one.status === "fulfilled") await one.value();
  });
});
