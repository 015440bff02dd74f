import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { remoteReads, type Stack } from "../stacks/stack";

const OVERRIDE = "coming_outputs_override.tf.json";
const STATES = ".coming-outputs";

/** What a stack will publish once its plan is applied. */
export interface ComingOutputs {
  readonly stack: Stack;
  /** Names of those that will not be what they are now. */
  readonly changing: ReadonlySet<string>;
  /** Every output; a string that `StandIns` knows stands for what only the apply will tell. */
  readonly values: Readonly<Record<string, unknown>>;
  /** It has no state yet: whoever reads it, whatever of it, has nothing to read. */
  readonly isNew?: boolean;
}

/** Of the outputs that will change, those of stacks whose changing outputs the stack reads. */
export function readBy(stack: Stack, coming: readonly ComingOutputs[]): ComingOutputs[] {
  return coming.filter(({ stack: upstream, changing, isNew = false }) =>
    remoteReads(stack, upstream).some(({ outputs }) => isNew || [...outputs].some((name) => changing.has(name))),
  );
}

/**
 * Runs `work` while a stack reads outputs that are still to come instead of those that were published. Terraform's
 * `defaults` of a remote state do not help: they need a state object, and yield to what it holds.
 */
export async function withComingOutputs<Result>(
  stack: Stack,
  coming: readonly ComingOutputs[],
  work: () => Promise<Result>,
): Promise<Result> {
  if (coming.length === 0) return work();
  const files = coming.map((upstream) => writeState(stack, upstream));
  const sources = coming.flatMap(({ stack: upstream }, index) =>
    remoteReads(stack, upstream).map(({ source }) => [source, { backend: "local", config: { path: files[index] } }]),
  );
  writeFileSync(
    join(stack.folder, OVERRIDE),
    JSON.stringify({ data: { terraform_remote_state: Object.fromEntries(sources) } }),
  );
  try {
    return await work();
  } finally {
    forgetComingOutputs(stack);
  }
}

/** Also what a plan left behind that was killed: a deploy must never read it. */
export function forgetComingOutputs({ folder }: Stack): void {
  for (const name of [OVERRIDE, STATES]) rmSync(join(folder, name), { recursive: true, force: true });
}

function writeState(stack: Stack, { stack: upstream, values }: ComingOutputs): string {
  const file = join(stack.folder, STATES, `${upstream.id}.tfstate`);
  mkdirSync(dirname(file), { recursive: true });
  const outputs = Object.entries(values).map(([name, value]) => [name, { value, type: typeOf(value) }]);
  const state = { version: 4, terraform_version: "1.10.0", serial: 1, lineage: "coming-outputs", resources: [] };
  writeFileSync(file, JSON.stringify({ ...state, outputs: Object.fromEntries(outputs) }));
  return file;
}

/** Terraform's type of a JSON value, as states write it. */
function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === "string") ? ["list", "string"] : ["tuple", value.map(typeOf)];
  }
  if (typeof value === "object" && value !== null) {
    return ["object", Object.fromEntries(Object.entries(value).map(([name, member]) => [name, typeOf(member)]))];
  }
  if (typeof value === "boolean") return "bool";
  return typeof value === "number" ? "number" : "string";
}
