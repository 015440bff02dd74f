import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepRelease, keptImages } from "./released/release";

/**
 * `pnpm keep-release`: keeps what the current sources synthesize as what users have deployed. Run once, when 0.2.0 is
 * released; from then on the file stays, and the upgrade test holds later sources against it.
 */
const folder = mkdtempSync(join(tmpdir(), "release-"));
try {
  const output = join(folder, "local");
  const env = { ...process.env, ...keptImages, DEPLOY_ENV: "local", CDKTF_OUTDIR: output };
  execFileSync(process.execPath, ["--import", "tsx", join(__dirname, "main.ts")], { env, stdio: "inherit" });
  const stacks = readdirSync(join(output, "stacks")).map((stack) => `stacks/${stack}/cdk.tf.json`);
  const paths = ["manifest.json", ...stacks.sort()];
  keepRelease(Object.fromEntries(paths.map((path) => [path, readFileSync(join(output, path), "utf8")])));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
