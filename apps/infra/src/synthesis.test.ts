import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { constantCase, environmentNames, loadEnvironment } from "@app/config";
import { synthesized } from "./synthesized-app";
import { otherEnvironments } from "./testing/applications";

/** Runs the app as the commands do. */
function synth(variables: Readonly<Record<string, string>>) {
  const outdir = mkdtempSync(join(tmpdir(), "synth-"));
  try {
    return spawnSync(process.execPath, ["--import", "tsx", "src/main.ts"], {
      cwd: join(__dirname, ".."),
      env: { ...process.env, CDKTF_OUTDIR: join(outdir, variables.DEPLOY_ENV ?? ""), ...variables },
      encoding: "utf8",
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

const environments = [...environmentNames().map((name) => loadEnvironment(name)), ...otherEnvironments];
const [someEnvironment = "", otherEnvironment = ""] = environmentNames();

describe("synthesis", () => {
  it.each(environments.map((environment) => [environment.name, environment] as const))(
    "of %s is the same, byte for byte, every time",
    (_, environment) => {
      expect(synthesized(environment)).toEqual(synthesized(environment));
    },
  );

  it("refuses an unknown environment with one line, exit code 2 and no stack trace", () => {
    const { status, stderr } = synth({ DEPLOY_ENV: "nowhere" });
    expect(stderr.trim()).toMatch(/^[^\n]*"nowhere"; choose one of [^\n]*$/);
    expect(stderr).toContain(environmentNames().join(", "));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(status).toBe(2);
  });

  it("refuses to write one environment into another's folder", () => {
    const { status, stderr } = synth({ DEPLOY_ENV: someEnvironment, CDKTF_OUTDIR: join(tmpdir(), otherEnvironment) });
    expect(stderr).toContain(
      `belongs to the environment "${otherEnvironment}", not to "${someEnvironment}"; name another one, such as \`--output cdktf.out/${someEnvironment}\``,
    );
    expect(status).toBe(2);
  });

  it("writes into any folder that holds no other environment", () => {
    const CDKTF_OUTDIR = mkdtempSync(join(tmpdir(), "output-"));
    try {
      expect(synth({ DEPLOY_ENV: someEnvironment, CDKTF_OUTDIR }).status).toBe(0);
      const { status, stderr } = synth({ DEPLOY_ENV: otherEnvironment, CDKTF_OUTDIR });
      expect(stderr).toMatch(/holds stacks whose states are \S+\/\S+\/…, not those of /);
      expect(status).toBe(2);
    } finally {
      rmSync(CDKTF_OUTDIR, { recursive: true });
    }
  });

  it("refuses an image without a digest", () => {
    const [source = ""] = Object.keys(loadEnvironment(someEnvironment).sources);
    const variable = `IMAGE_URI_${constantCase(source)}`;
    const { status, stderr } = synth({ DEPLOY_ENV: someEnvironment, [variable]: "shop:latest" });
    expect(stderr).toContain(`${variable}: "shop:latest" does not name an image by digest`);
    expect(status).toBe(2);
  });
});
