import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Environment } from "@app/config";
import { compose } from "./main";
import { synthesize } from "./run";

/** One block of Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;

export interface SynthesizedApp {
  /** Stack id → ids of the stacks it waits for. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
  /** Stack id → the text of its `cdk.tf.json`. */
  readonly files: Readonly<Record<string, string>>;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly dependencies: readonly string[]; readonly synthesizedStackPath: string }>
  >;
}

/** Synthesizes one environment, exactly as `src/main.ts` does, into a folder that is gone afterwards. */
export function synthesized(environment: Environment): SynthesizedApp {
  const outdir = mkdtempSync(join(tmpdir(), "infra-"));
  try {
    synthesize(environment, outdir, compose);
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as Manifest;
    const entries = Object.entries(stacks);
    return {
      dependencies: Object.fromEntries(entries.map(([id, stack]) => [id, stack.dependencies])),
      files: Object.fromEntries(
        entries.map(([id, stack]) => [id, readFileSync(join(outdir, stack.synthesizedStackPath), "utf8")]),
      ),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Addresses of all managed resources of a stack, sorted. */
export function addresses(file: string): string[] {
  const { resource = {} } = JSON.parse(file) as { resource?: Record<string, Block> };
  return Object.entries(resource)
    .flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`))
    .sort();
}
