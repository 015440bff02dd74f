import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames } from "@app/config";
import { synthesizeEnvironment } from "./synthesized-app";

/** Runs the app as the commands do. */
function synth(variables: Readonly<Record<string, string>>) {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    return spawnSync(process.execPath, ["--import", "tsx", "src/main.ts"], {
      cwd: join(__dirname, ".."),
      env: { ...process.env, CDKTF_OUTDIR: join(outdir, variables.DEPLOY_ENV ?? "local"), ...variables },
      encoding: "utf8",
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

describe("synthesis", () => {
  it.each(environmentNames())("of %s is the same, byte for byte, every time", (name) => {
    expect(synthesizeEnvironment(name)).toEqual(synthesizeEnvironment(name));
  });

  it("refuses an unknown environment with one line, exit code 2 and no stack trace", () => {
    const { status, stderr } = synth({ DEPLOY_ENV: "prod" });
    expect(stderr.trim()).toMatch(/^unknown environment "prod"; choose one of local, production, staging/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  });

  it("refuses to write one environment into another's folder", () => {
    const { status, stderr } = synth({ DEPLOY_ENV: "staging", CDKTF_OUTDIR: join(tmpdir(), "local") });
    expect(stderr).toContain('does not belong to environment "staging"; use `--output cdktf.out/staging`');
    expect(status).toBe(2);
  });

  it("refuses an image without a digest", () => {
    const { status, stderr } = synth({ DEPLOY_ENV: "staging", IMAGE_URI: "flask:latest" });
    expect(stderr).toContain('"flask:latest" does not name an image by digest');
    expect(status).toBe(2);
  });
});
