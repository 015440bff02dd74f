import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentNames } from "@app/config";
import { DOCKER_PROVIDER, providerEnvironment } from "@app/terraform-toolchain";
import { otherEnvironments } from "../src/testing/applications";
import { ROOT } from "./checkout";
import { terraformTuning } from "./terraform-tuning";

const run = promisify(execFile);
/** Terraform loads the providers for each stack: as many at once as the machine has cores for. */
const AT_ONCE = 2;

interface Synthesized {
  readonly of: string;
  /** Program that synthesizes, with the environment that DEPLOY_ENV names. */
  readonly main: string;
  readonly environment: string;
}

const shipped = environmentNames().map((name) => ({ of: name, main: "../src/main.ts", environment: name }));
const examples = ["shop", "stranger", "two-services"].map((name) => ({
  of: name,
  main: `applications/${name}/main.ts`,
  environment: "local",
}));
const others = otherEnvironments.map(({ name }) => ({ of: name, main: "../src/testing/main.ts", environment: name }));

describe("every stack on its own, without CDKTF", () => {
  let variables: Record<string, string>;
  let folder: string;
  beforeAll(async () => {
    const providers = [{ source: "aws", version: "5.100.0" }, DOCKER_PROVIDER];
    variables = await providerEnvironment({ root: ROOT, providers, onProgress: console.log });
    folder = mkdtempSync(join(tmpdir(), "validate-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each<Synthesized>([...shipped, ...examples, ...others])("is valid in $of", async ({ of, main, environment }) => {
    const output = join(folder, of, environment);
    await run(process.execPath, ["--import", "tsx", join(__dirname, main)], {
      cwd: __dirname,
      env: { ...process.env, DEPLOY_ENV: environment, CDKTF_OUTDIR: output },
    });
    const stacks = readdirSync(join(output, "stacks"));
    expect(stacks.length).toBeGreaterThan(0);
    await Promise.all(Array.from({ length: AT_ONCE }, () => validateAll(output, stacks)));
  });

  /** Takes stacks from the list until it is empty. */
  async function validateAll(output: string, stacks: string[]): Promise<void> {
    for (let stack = stacks.shift(); stack !== undefined; stack = stacks.shift()) {
      const place = join(folder, "alone", output.replaceAll("/", "-"), stack);
      mkdirSync(place, { recursive: true });
      cpSync(join(output, "stacks", stack, "cdk.tf.json"), join(place, "cdk.tf.json"));
      const options = {
        cwd: place,
        env: { ...terraformTuning, ...process.env, ...variables, CHECKPOINT_DISABLE: "1" },
      };
      await run("terraform", ["init", "-backend=false", "-input=false"], options);
      const { stdout } = await run("terraform", ["validate", "-json"], options);
      expect({ stack, ...JSON.parse(stdout) }).toMatchObject({ stack, valid: true, error_count: 0, warning_count: 0 });
      rmSync(place, { recursive: true, force: true });
    }
  }
});
