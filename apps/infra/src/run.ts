import { mkdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { ConfigurationError, type Environment, withRunOverrides } from "@app/config";
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
    synthesize(environment, outputFolder(name), compose);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
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
function outputFolder(environment: string): string {
  const outdir = resolve(process.env.CDKTF_OUTDIR ?? `cdktf.out/${environment}`);
  if (basename(outdir) !== environment) {
    throw new ConfigurationError(
      `output folder ${outdir} does not belong to environment "${environment}"; use \`--output cdktf.out/${environment}\``,
    );
  }
  return outdir;
}
