import { rmSync } from "node:fs";
import { join } from "node:path";
import { findTerraform } from "@app/terraform-toolchain";
import { outputFolder } from "../project/project";
import { Interrupted, RunnerError } from "../runner-error";
import { Interruption } from "../schedule/interruption";
import { slots } from "../schedule/slots";
import type { Stack } from "../stacks/stack";
import { synthesize } from "../stacks/synthesize";
import { TerraformFailure } from "../terraform/diagnostics";
import { ownVariables } from "../terraform/own-variables";
import { StateReader } from "../terraform/state-reader";
import { makeWritableFolder } from "../writable-folder";
import { DEFAULT_PARALLELISM } from "./parallelism";
import { findProviders } from "./providers";
import { checkEnvironment, type SessionOptions, TERRAFORM_SETTINGS } from "./session";

const READING = "reading";

/** What a command works with that only reads states. */
export interface Reading {
  readonly stacks: readonly Stack[];
  readonly reader: StateReader;
}

/**
 * Runs `work` beside whatever else works on the environment: it synthesizes into a folder of its own, holds nothing and
 * writes nothing that another run reads.
 */
export async function inReading<Result>(
  { project, environment, reporter, parallelism }: SessionOptions,
  work: (reading: Reading) => Promise<Result>,
): Promise<Result> {
  checkEnvironment(project, environment);
  const folder = join(outputFolder(project, environment), READING);
  const own = join(folder, `stacks-${process.pid}`);
  makeWritableFolder(own, 0o700);
  const interruption = new Interruption((line) => reporter.line(line));
  try {
    const variables = (await project.environmentVariables?.(environment, (line) => reporter.line(line))) ?? {};
    const stacks = await synthesize(project, environment, { variables, output: own });
    const { path: binary } = await findTerraform();
    const providers = await findProviders(project, stacks, reporter);
    const reader = new StateReader({
      binary,
      environment: { ...ownVariables(process.env), ...TERRAFORM_SETTINGS, ...variables, ...providers.variables },
      initQueue: providers.initQueue,
      pins: providers.pins,
      interruption,
      folder,
      inSlot: slots(parallelism ?? DEFAULT_PARALLELISM),
    });
    return await work({ stacks, reader });
  } catch (error) {
    if (interruption.isWhy(error)) throw new Interrupted("interrupted before it was done", { cause: error });
    if (error instanceof TerraformFailure)
      throw new RunnerError(`${error.stackId}: ${error.message}`, { cause: error });
    throw error;
  } finally {
    interruption.dispose();
    rmSync(own, { recursive: true, force: true });
  }
}
