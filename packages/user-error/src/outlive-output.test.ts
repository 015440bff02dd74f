import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

it("lets a process come to its end when nobody reads its output", async () => {
  const script = `
    require(${JSON.stringify(join(__dirname, "outlive-output.ts"))}).outliveOutput();
    const timer = setInterval(() => console.log("line"), 1);
    process.on("SIGTERM", () => { clearInterval(timer); process.exitCode = 7; });
    console.log("ready");
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", script], { stdio: ["ignore", "pipe", "pipe"] });
  await once(child.stdout, "data");

  child.stdout.destroy();
  child.kill("SIGTERM");

  expect(await once(child, "close")).toEqual([7, null]);
});
