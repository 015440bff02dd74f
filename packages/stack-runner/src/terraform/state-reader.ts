import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Slots } from "../schedule/slots";
import { readConfiguration, type Stack } from "../stacks/stack";
import { explain, plainError, TerraformFailure } from "./diagnostics";
import { type ProviderPins, placeLock, stackLock } from "./provider-pins";
import type { StackOutput } from "./stack-terraform";
import { runTerraform, type TerraformProcessOptions } from "./terraform-process";

export type StateReaderContext = Pick<TerraformProcessOptions, "binary" | "environment" | "interruption"> & {
  /** Folders that know a backend and the providers of what is in it, and nothing else. */
  readonly folder: string;
  readonly inSlot: Slots;
  readonly initQueue: <Result>(task: () => Promise<Result>) => Promise<Result>;
  readonly pins: ProviderPins | undefined;
};

/** Reads what stacks published. It touches no stack's folder: another run may work there. */
export class StateReader {
  constructor(private readonly context: StateReaderContext) {}

  async outputs(stack: Stack): Promise<Readonly<Record<string, StackOutput>>> {
    const folder = await this.initialized(stack);
    return JSON.parse(await this.succeed(stack, folder, ["output", "-json"])) as Record<string, StackOutput>;
  }

  /** Made aside and moved to its place: whoever reads at the same time finds it whole or not at all. */
  private async initialized(stack: Stack): Promise<string> {
    // Terraform wants the providers of a state's resources, and the newest ones unless it is told which.
    const { backend, required_providers } = readConfiguration(stack).terraform;
    const lock = stackLock(this.context.pins, readConfiguration(stack));
    const key = JSON.stringify([backend, required_providers, this.context.environment.AWS_ENDPOINT_URL, lock]);
    const folder = join(this.context.folder, createHash("sha256").update(key).digest("hex").slice(0, 32));
    if (existsSync(folder)) return folder;
    const aside = `${folder}.${process.pid}`;
    mkdirSync(aside, { recursive: true, mode: 0o700 });
    try {
      writeFileSync(join(aside, "backend.tf.json"), JSON.stringify({ terraform: { backend, required_providers } }));
      placeLock(aside, lock);
      await this.context.initQueue(() => this.succeed(stack, aside, ["init", "-input=false"]));
      renameSync(aside, folder);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
    return folder;
  }

  private succeed(stack: Stack, folder: string, args: readonly string[]): Promise<string> {
    return this.context.inSlot(async () => {
      const run = await runTerraform(args, { ...this.context, folder });
      if (run.status === 0) return run.stdout;
      const said = explain([plainError(run)]);
      throw new TerraformFailure(stack.id, this.context.pins?.explain(said) ?? said);
    });
  }
}
