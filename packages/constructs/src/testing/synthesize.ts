import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, type TerraformStack } from "cdktf";

/** A resource or data block as Terraform JSON: argument → value. */
// biome-ignore lint/suspicious/noExplicitAny: assertions reach into JSON of any shape
export type Block = Record<string, any>;

export interface SynthesizedStack {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly ephemeral: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output: Readonly<Record<string, Block>>;
  readonly locals: Block;
  readonly terraform: Block;
  readonly provider: Readonly<Record<string, Block[]>>;
}

/**
 * Synthesizes a whole app and returns each stack's Terraform JSON, by id. `Testing.synth` would skip the step that
 * resolves references between stacks.
 */
export function synthesize(build: (app: App) => void): Record<string, SynthesizedStack> {
  const outdir = mkdtempSync(join(tmpdir(), "synthesize-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const ids = app.node.children.map((child) => (child as TerraformStack).node.id);
    return Object.fromEntries(ids.map((id) => [id, readStack(join(outdir, "stacks", id, "cdk.tf.json"))]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function readStack(file: string): SynthesizedStack {
  return { resource: {}, data: {}, ephemeral: {}, output: {}, locals: {}, ...JSON.parse(readFileSync(file, "utf8")) };
}
