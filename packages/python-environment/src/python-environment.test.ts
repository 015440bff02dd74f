import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensurePythonEnvironment } from "./python-environment";
import { PythonEnvironmentError } from "./python-environment-error";

const INSTALL_TIMEOUT_MS = 900_000;

let directory: string;
let python: string | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "python-environment-"));
  python = process.env.PYTHON;
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
  if (python === undefined) delete process.env.PYTHON;
  else process.env.PYTHON = python;
});

/** Ensures the environment in `directory` for these requirements; tells what was reported. */
async function ensure(requirements: string) {
  const file = join(directory, "requirements.txt");
  writeFileSync(file, requirements);
  const progress: string[] = [];
  const folder = join(directory, "environment");
  const bin = await ensurePythonEnvironment({ folder, requirements: file, onProgress: (line) => progress.push(line) });
  return { bin, progress };
}

/** A `python3` that does nothing but claim a version. */
function pythonOf(version: string): string {
  const program = join(directory, "python3");
  writeFileSync(program, `#!/bin/sh\necho ${version}\n`);
  chmodSync(program, 0o755);
  return program;
}

describe("ensurePythonEnvironment", () => {
  it(
    "makes an environment once, and again when the requirements changed",
    async () => {
      const first = await ensure("# nothing");
      expect(first.progress).toEqual([expect.stringMatching(/^installing Python packages into .*environment …$/)]);
      expect(existsSync(join(first.bin, "python"))).toBe(true);
      expect((await ensure("# nothing")).progress).toEqual([]);
      expect((await ensure("# nothing else")).progress).toHaveLength(1);
    },
    INSTALL_TIMEOUT_MS,
  );

  it(
    "makes an environment once when several ask at the same time",
    async () => {
      const all = await Promise.all([ensure("# nothing"), ensure("# nothing"), ensure("# nothing")]);
      expect(all.flatMap(({ progress }) => progress)).toHaveLength(1);
    },
    INSTALL_TIMEOUT_MS,
  );

  it(
    "says why an installation failed, and does not take it for done",
    async () => {
      const failure = await ensure("no requirement !").catch((error: Error) => error);
      expect(failure).toBeInstanceOf(PythonEnvironmentError);
      expect(String(failure)).toMatch(/pip install … *" failed .*Invalid requirement/s);
      expect(existsSync(join(directory, "environment/.requirements"))).toBe(false);
    },
    INSTALL_TIMEOUT_MS,
  );

  it("makes an interrupted environment again", async () => {
    mkdirSync(join(directory, "environment/bin"), { recursive: true });
    writeFileSync(join(directory, "environment/bin/python"), "");
    process.env.PYTHON = pythonOf("3.8");
    await expect(ensure("# nothing")).rejects.toThrow("too old");
  });

  it("refuses a Python that is too old, and says which one will do", async () => {
    process.env.PYTHON = pythonOf("3.8");
    await expect(ensure("# nothing")).rejects.toThrow("Python 3.8 is too old; install 3.11 or newer");
  });

  it("says what to install where there is no Python", async () => {
    process.env.PYTHON = join(directory, "no-such-python");
    await expect(ensure("# nothing")).rejects.toThrow(/no-such-python" does not run; install Python 3\.11 or newer/);
  });
});
