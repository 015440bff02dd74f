import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { environmentNames } from "@app/config";
import { DOCKER_PROVIDER, providerEnvironment } from "@app/terraform-toolchain";
import { otherEnvironments } from "../src/testing/applications";
import { ROOT } from "./checkout";
import { terraformTuning } from "./terraform-tuning";

const run = promisify(execFile);

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

describe("every stack, as plain Terraform", () => {
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
    expect(await validate(join(output, "stacks"))).toMatchObject({ valid: true, diagnostics: [] });
  });

  /**
   * The stacks as modules of one configuration: each with its own provider, as it stands, and the schemas, which take
   * nearly all of the time, loaded once. A module has no backend.
   */
  async function validate(stacks: string): Promise<object> {
    const module: Record<string, { readonly source: string }> = {};
    for (const stack of readdirSync(stacks)) {
      const file = join(stacks, stack, "cdk.tf.json");
      const { terraform, ...configuration } = JSON.parse(readFileSync(file, "utf8"));
      const { backend, ...settings } = terraform;
      expect(backend).toBeDefined();
      writeFileSync(file, JSON.stringify({ ...configuration, terraform: settings }));
      module[stack] = { source: `./${stack}` };
    }
    expect(Object.keys(module)).not.toEqual([]);
    writeFileSync(join(stacks, "main.tf.json"), JSON.stringify({ module }));
    const options = {
      cwd: stacks,
      env: { ...terraformTuning, ...process.env, ...variables, CHECKPOINT_DISABLE: "1" },
    };
    await run("terraform", ["init", "-backend=false", "-input=false"], options);
    const { stdout } = await run("terraform", ["validate", "-json"], options).catch((invalid) => invalid);
    return JSON.parse(stdout);
  }
});
