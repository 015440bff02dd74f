import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigurationError, type Environment, stackGroup, stateKey, withRunOverrides } from "@app/config";
import { reportFailure } from "@app/user-error";
import { App } from "cdktf";
import { type Environments, shippedEnvironments } from "./environments";
import { localEnvironmentName } from "./local-environment";

/**
 * Synthesizes the environment named by DEPLOY_ENV (default: the one on this machine) into CDKTF_OUTDIR (default: `cdktf.out/<environment>`).
 * A mistake in the configuration is told in one line and ends the process with exit code 2.
 */
export function run(
  compose: (app: App, environment: Environment) => void,
  environments: Environments = shippedEnvironments,
): void {
  try {
    const name = process.env.DEPLOY_ENV ?? localEnvironmentName(environments) ?? "";
    const environment = withRunOverrides(environments.load(name), process.env);
    synthesize(environment, outputFolder(environment, environments), compose);
  } catch (error) {
    reportFailure(error);
  }
}

export function synthesize(
  environment: Environment,
  outdir: string,
  compose: (app: App, environment: Environment) => void,
): void {
  mkdirSync(outdir, { recursive: true });
  const { sourceMapsEnabled } = process;
  // CDKTF keeps a stack trace of every reference; looking each one up in the source maps takes a third of the time.
  process.setSourceMapsEnabled(false);
  try {
    const app = new App({ outdir });
    compose(app, environment);
    app.synth();
  } finally {
    process.setSourceMapsEnabled(sourceMapsEnabled);
  }
}

/** Environments never share a working folder: it holds the backend of the one that was initialized there. */
function outputFolder(environment: Environment, environments: Environments): string {
  const outdir = resolve(process.env.CDKTF_OUTDIR ?? `cdktf.out/${environment.name}`);
  const other = environments.names().find((name) => name !== environment.name && name === basename(outdir));
  const remedy = `name another one, such as \`--output cdktf.out/${environment.name}\``;
  if (other !== undefined) {
    throw new ConfigurationError(
      `output folder ${outdir} belongs to the environment "${other}", not to "${environment.name}"; ${remedy}`,
    );
  }
  const found = stateKeyIn(outdir);
  if (found === undefined || found === stateKey(environment, "state")) return outdir;
  throw new ConfigurationError(
    `output folder ${outdir} holds stacks whose states are ${dirname(found)}/…, not those of "${environment.name}"; ${remedy}`,
  );
}

/** Where the state lies of what was synthesized into a folder before. */
function stateKeyIn(outdir: string): string | undefined {
  const file = join(outdir, "stacks", `${stackGroup}-state`, "cdk.tf.json");
  if (!existsSync(file)) return undefined;
  const { terraform } = JSON.parse(readFileSync(file, "utf8")) as {
    terraform: { backend?: { s3?: { key?: string } } };
  };
  return terraform.backend?.s3?.key;
}
