import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readConfiguration, type Stack } from "../stacks/stack";

const OVERRIDE = "stand_in_override.tf.json";

/**
 * Runs `work` while a stack reads made-up outputs instead of those of stacks that are not deployed yet. Terraform's
 * `defaults` do not help: they need a state object. Every value says that it is a stand-in, and has the form that
 * providers check for.
 */
export async function withStandIns<Result>(
  stack: Stack,
  missing: readonly Stack[],
  work: () => Promise<Result>,
): Promise<Result> {
  if (missing.length === 0) return work();
  const files = missing.map((upstream) => writeState(stack, upstream));
  const override = join(stack.folder, OVERRIDE);
  const sources = missing.map((upstream, index) => [
    upstream.id.replaceAll("-", "_"),
    { backend: "local", config: { path: files[index] } },
  ]);
  const data = { terraform_remote_state: Object.fromEntries(sources) };
  writeFileSync(override, JSON.stringify({ data }, undefined, 2));
  try {
    return await work();
  } finally {
    for (const file of [override, ...files]) rmSync(file, { force: true });
  }
}

function writeState(stack: Stack, upstream: Stack): string {
  const file = join(stack.folder, `stand-in-${upstream.id}.tfstate`);
  const outputs = Object.entries(readConfiguration(upstream).output ?? {}).map(([name, { value }]) => [
    name,
    Array.isArray(value)
      ? { value: value.map((_, index) => standIn(upstream.id, name, index)), type: ["list", "string"] }
      : { value: standIn(upstream.id, name), type: "string" },
  ]);
  const state = { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "stand-in", resources: [] };
  writeFileSync(file, JSON.stringify({ ...state, outputs: Object.fromEntries(outputs) }));
  return file;
}

/** A value that passes for what its name says, and that nobody takes for a real one. */
function standIn(stack: string, name: string, index = 0): string {
  const label = `stand-in-${stack}-${name.replaceAll("_", "-")}${index > 0 ? `-${index}` : ""}`;
  if (/_arns?$/.test(name)) return `arn:aws:stand-in:us-east-1:000000000000:${label}`;
  // Reserved for documentation: https://www.rfc-editor.org/rfc/rfc5737
  if (/cidr/.test(name)) return "192.0.2.0/24";
  if (/_ips?$/.test(name)) return `192.0.2.${index + 1}`;
  if (/url$/.test(name)) return `https://${label}.invalid`;
  if (/prefix_list_id/.test(name)) return `pl-${label}`;
  if (/security_group_id/.test(name)) return `sg-${label}`;
  if (/subnet_ids?$/.test(name)) return `subnet-${label}`;
  return label;
}
