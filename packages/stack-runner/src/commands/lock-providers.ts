import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { findTerraform, LOCK_FILE, withoutOutdated } from "@app/terraform-toolchain";
import { outputFolder, type Project } from "../project/project";
import type { Reporter } from "../report/reporter";
import { Interrupted, RunnerError, UsageError } from "../runner-error";
import { Interruption } from "../schedule/interruption";
import { readConfiguration, type Stack } from "../stacks/stack";
import { synthesize } from "../stacks/synthesize";
import { explain, plainError } from "../terraform/diagnostics";
import { ownVariables } from "../terraform/own-variables";
import { runTerraform } from "../terraform/terraform-process";
import { makeWritableFolder } from "../writable-folder";
import { checkEnvironment, TERRAFORM_SETTINGS } from "./session";

/** Those that people and build machines have. */
const PLATFORMS = ["darwin_amd64", "darwin_arm64", "linux_amd64", "linux_arm64", "windows_amd64"];

export interface LockProvidersOptions {
  readonly project: Project;
  readonly environment: string;
  readonly reporter: Reporter;
  /** A mirror of providers to take hashes from, instead of the registry. */
  readonly mirror?: string | undefined;
  /** Default: those that people and build machines have. */
  readonly platforms?: readonly string[];
}

/** Records which packages the stacks' providers are, in the lock file that is committed beside the project's `cdktf.json`. */
export async function lockProviders(options: LockProvidersOptions): Promise<void> {
  const { project, environment, reporter, mirror } = options;
  checkEnvironment(project, environment);
  const output = outputFolder(project, environment);
  makeWritableFolder(output, 0o700);
  const folder = mkdtempSync(join(output, "lock-"));
  const interruption = new Interruption((line) => reporter.line(line));
  try {
    const stacks = await synthesize(project, environment, { output: join(folder, "synthesized") });
    const { path: binary } = await findTerraform();
    const file = join(project.folder, LOCK_FILE);
    const providers = providersBySource(stacks);
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: providers } }));
    const kept = withoutOutdated(file, Object.values(providers));
    if (kept !== undefined) writeFileSync(join(folder, LOCK_FILE), kept);
    const platforms = options.platforms?.length ? options.platforms : PLATFORMS;
    const run = await runTerraform(
      [
        "providers",
        "lock",
        ...(mirror === undefined ? [] : [`-fs-mirror=${resolve(mirror)}`]),
        ...platforms.map((platform) => `-platform=${platform}`),
      ],
      { binary, folder, environment: { ...ownVariables(process.env), ...TERRAFORM_SETTINGS }, interruption },
    );
    if (run.status !== 0) throw new RunnerError(explain([plainError(run)]));
    if (!existsSync(join(folder, LOCK_FILE)))
      throw new RunnerError("the stacks need no providers; there is nothing to lock");
    copyFileSync(join(folder, LOCK_FILE), file);
    reporter.line(`${relative(process.cwd(), file)} holds the packages of ${platforms.join(", ")}; look at its diff`);
  } catch (error) {
    throw interruption.isWhy(error) ? new Interrupted(undefined, { cause: error }) : error;
  } finally {
    interruption.dispose();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws UsageError when two stacks want one provider in two versions: one lock file holds one of each. */
function providersBySource(stacks: readonly Stack[]): Record<string, { source: string; version: string }> {
  const found = new Map<string, { source: string; version: string; stack: string }>();
  for (const stack of stacks) {
    for (const { source, version } of Object.values(readConfiguration(stack).terraform.required_providers ?? {})) {
      const other = found.get(source);
      if (other && other.version !== version) {
        throw new UsageError(
          `${stack.id} wants ${source} ${version}, ${other.stack} ${other.version}: one lock file holds one version of each`,
        );
      }
      found.set(source, { source, version, stack: stack.id });
    }
  }
  return Object.fromEntries(
    [...found.values()].map(({ source, version }) => [source.replaceAll(/\W/g, "-"), { source, version }]),
  );
}
