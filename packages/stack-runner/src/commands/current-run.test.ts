import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Project } from "../project/project";
import { outputFolder } from "../project/project";
import { endCurrentRun } from "./current-run";
import { holdEnvironment } from "./run-lock";

let folder: string;
let project: Project;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "current-run-"));
  project = { folder, output: "cdktf.out" } as Project;
  mkdirSync(outputFolder(project, "local"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the run that works on an environment", () => {
  it("is asked to end as by Ctrl-C, and waited for", async () => {
    const script = `
      const { holdEnvironment } = require(${JSON.stringify(join(__dirname, "run-lock.ts"))});
      const going = setInterval(() => {}, 1000);
      holdEnvironment(${JSON.stringify(outputFolder(project, "local"))}, "local").then((release) => {
        process.on("SIGINT", () => release().then(() => { console.log("ended well"); clearInterval(going); }));
        console.log("ready");
      });`;
    const child = spawn(process.execPath, ["--import", require.resolve("tsx"), "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    await once(child.stdout, "data");
    const told: string[] = [];
    const ended = once(child, "close");

    await endCurrentRun(project, "local", (line) => told.push(line));

    expect(await ended).toEqual([0, null]);
    expect(output).toBe("ready\nended well\n");
    expect(told).toEqual([
      `a run works on "local" (process ${child.pid}); it is asked to finish what is under way, and waited for`,
    ]);
  });

  it("is nobody's business when it has ended, or works on another environment", async () => {
    mkdirSync(outputFolder(project, "staging"), { recursive: true });
    const release = await holdEnvironment(outputFolder(project, "staging"), "staging");
    const told: string[] = [];
    try {
      await endCurrentRun(project, "local", (line) => told.push(line));
    } finally {
      await release();
    }
    await endCurrentRun(project, "staging", (line) => told.push(line));
    await endCurrentRun(project, "never-run", (line) => told.push(line));
    expect(told).toEqual([]);
  });
});
