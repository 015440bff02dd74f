import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentNames } from "@app/config";
import { DOCKER_PROVIDER, providerEnvironment } from "@app/terraform-toolchain";
import { ROOT } from "./checkout";

const run = promisify(execFile);
const OUT = join(__dirname, "../cdktf.out");

describe.each(environmentNames())("every stack of %s", (environment) => {
  let variables: Record<string, string>;
  beforeAll(async () => {
    const providers = [{ source: "aws", version: "5.100.0" }, DOCKER_PROVIDER];
    variables = await providerEnvironment({ root: ROOT, providers, onProgress: console.log });
  });

  it.each(stackFolders(environment))("%s is valid on its own, without CDKTF", async (stack) => {
    const folder = mkdtempSync(join(tmpdir(), "validate-"));
    try {
      cpSync(join(OUT, environment, "stacks", stack, "cdk.tf.json"), join(folder, "cdk.tf.json"));
      const options = { cwd: folder, env: { ...process.env, ...variables, CHECKPOINT_DISABLE: "1" } };
      await run("terraform", ["init", "-backend=false", "-input=false"], options);
      const { stdout } = await run("terraform", ["validate", "-json"], options);
      expect(JSON.parse(stdout)).toMatchObject({ valid: true, error_count: 0, warning_count: 0 });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Stacks of the build's output; the task that runs these tests depends on it. */
function stackFolders(environment: string): string[] {
  return readdirSync(join(OUT, environment, "stacks"));
}
