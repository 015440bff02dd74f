import { type OutputValues, outputName } from "@app/constructs";
import { oneOffOutputs } from "./one-off-outputs";

/** What the stack of a one-off published. */
export type PublishedOneOff = OutputValues<typeof oneOffOutputs>;

/** Reads it from Terraform's outputs. */
export function publishedOneOff(outputs: Readonly<Record<string, unknown>>): PublishedOneOff {
  const values = Object.keys(oneOffOutputs).map((name) => {
    const value = outputs[outputName(name)];
    if (value === undefined) throw new Error(`the stack of the one-off publishes no ${outputName(name)}`);
    return [name, value];
  });
  return Object.fromEntries(values) as PublishedOneOff;
}
