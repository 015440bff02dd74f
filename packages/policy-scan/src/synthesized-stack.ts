import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PolicyScanError } from "./policy-scan-error";

/** Arguments of one resource. */
export type Arguments = Readonly<Record<string, unknown>>;

/** Type → name → arguments. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Arguments>>>>;

/** The parts of Terraform JSON that the scan looks at. */
export interface TerraformJson {
  readonly resource?: Blocks;
  readonly [block: string]: unknown;
}

export interface SynthesizedStack {
  readonly environment: string;
  readonly stack: string;
  readonly terraform: TerraformJson;
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}

/** The stacks of one environment, as CDKTF wrote them into `folder`. */
export function readStacks(environment: string, folder: string): SynthesizedStack[] {
  const { stacks } = readJson(join(folder, "manifest.json")) as Manifest;
  return Object.entries(stacks).map(([stack, { synthesizedStackPath }]) => ({
    environment,
    stack,
    terraform: readJson(join(folder, synthesizedStackPath)) as TerraformJson,
  }));
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new PolicyScanError(
      `${file}: cannot be read (${(error as Error).message}); synthesize first: \`pnpm turbo run build\``,
    );
  }
}

/** Addresses of all managed resources. */
export function addresses({ resource = {} }: TerraformJson): string[] {
  return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
}
