import { selectStacks } from "../stacks/select";
import type { StackOutput } from "../terraform/stack-terraform";
import { inReading } from "./reading";
import type { SessionOptions } from "./session";

export interface OutputOptions extends SessionOptions {
  readonly patterns: readonly string[];
}

export type Outputs = Readonly<Record<string, Readonly<Record<string, StackOutput>>>>;

/** What the stacks published, by stack and name. A stack that is not deployed has none. Works while another run does. */
export async function output(options: OutputOptions): Promise<Outputs> {
  return inReading(options, async ({ stacks, reader }) => {
    const selected = selectStacks(stacks, options.project.group, options.patterns);
    const all = await Promise.all(selected.map(async (stack) => [stack.id, await reader.outputs(stack)] as const));
    return Object.fromEntries(all);
  });
}

/** Outputs as a person reads them; secret ones stay hidden. */
export function formatOutputs(outputs: Outputs): string {
  return Object.entries(outputs)
    .map(([id, values]) => {
      const lines = Object.entries(values).map(([name, { value, sensitive }]) => {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        return `  ${name} = ${sensitive ? "(sensitive)" : text}`;
      });
      return [id, ...(lines.length > 0 ? lines : ["  no outputs: not deployed, or it publishes none"])].join("\n");
    })
    .join("\n\n");
}

/** Outputs for a program; secret ones are left out. */
export function plainOutputs(outputs: Outputs): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(outputs).map(([id, values]) => [
      id,
      Object.fromEntries(
        Object.entries(values)
          .filter(([, { sensitive }]) => !sensitive)
          .map(([name, { value }]) => [name, value]),
      ),
    ]),
  );
}
