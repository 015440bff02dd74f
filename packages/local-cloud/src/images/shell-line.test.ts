import { spawn } from "node:child_process";
import { once } from "node:events";
import { shellLine } from "./shell-line";

/** A program that ends with 7 when it has got a SIGTERM and some time to clean up. */
const SERVER = `sh -c 'trap "sleep 0.1; exit 7" TERM; echo up; while :; do sleep 0.01; done'`;

/** What a line writes and ends with, when its group gets a SIGTERM at its first output. */
async function terminated(line: string): Promise<{ output: string; code: number | null }> {
  const [program = "", ...args] = shellLine(line);
  const child = spawn(program, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  child.stdout.on("data", (data) => {
    if (output === "") process.kill(-(child.pid ?? 0), "SIGTERM");
    output += data;
  });
  const [code] = await once(child, "close");
  return { output: output.trim(), code };
}

describe("a line of a shell", () => {
  it.each([
    "gunicorn app:app",
    `gunicorn --config gunicorn.conf.py "flask_app:create_app()"`,
    "  gunicorn -b :$PORT 'app:create(x; y)'  ",
    "flask run --host=0.0.0.0 --port \\; ",
  ])("gives its place to a single command: %s", (line) => {
    expect(shellLine(line)).toEqual(["sh", "-c", `exec ${line.trim()}`]);
  });

  it.each([
    "flask db upgrade && gunicorn app",
    "cd src; exec gunicorn app",
    "cd src\ngunicorn app",
    "gunicorn app | tee log",
    "WORKERS=2 gunicorn app",
    "exec gunicorn app",
    "(gunicorn app)",
    "gunicorn app > log",
    "gunicorn app &",
    "if true\nthen gunicorn app\nfi",
    "gunicorn -b `hostname`",
  ])("stays a shell's for anything else: %s", (line) => {
    expect(shellLine(line)[2]).toBe(`trap 'exit $?' TERM\n${line}`);
  });

  it.each([
    ["a single command", SERVER],
    ["after another command", `true && ${SERVER}`],
    ["in front of another command", `${SERVER}; echo not reached`],
    ["with a variable of its own", `A=1 ${SERVER}`],
    ["from another folder", `cd /; exec ${SERVER}`],
  ])("lets a server clean up on SIGTERM: %s", async (_, line) => {
    expect(await terminated(line)).toEqual({ output: "up", code: 7 });
  });

  it("ends after both sides of a pipe", async () => {
    expect(await terminated(`${SERVER} | (trap "" TERM; cat)`)).toMatchObject({ output: "up" });
  });
});
