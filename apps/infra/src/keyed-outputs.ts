import type { OutputSpecifications, OutputValues } from "@app/constructs";

/** The same outputs for each of several things, told apart by its key in front: `repositoryUrl` of `shop` is `shopRepositoryUrl`. */
export class KeyedOutputs<Outputs extends OutputSpecifications> {
  constructor(private readonly each: Outputs) {}

  /** What a stack publishes that holds all of them. */
  specifications(keys: readonly string[]): OutputSpecifications {
    return Object.fromEntries(
      keys.flatMap((key) =>
        Object.entries(this.each).map(([name, specification]) => [
          keyedName(key, name),
          { ...specification, description: `${key}: ${specification.description}` },
        ]),
      ),
    );
  }

  /** The values of one of them, as the stack publishes them. */
  named(key: string, values: OutputValues<Outputs>): OutputValues<OutputSpecifications> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [keyedName(key, name), value]));
  }

  /** What the outputs of one of them are called. */
  names(key: string): { readonly [Name in keyof Outputs]: string } {
    const names = Object.keys(this.each).map((name) => [name, keyedName(key, name)]);
    return Object.fromEntries(names) as { readonly [Name in keyof Outputs]: string };
  }

  /** The values of one of them, as read from the stack. */
  of(key: string, published: OutputValues<OutputSpecifications>): OutputValues<Outputs> {
    const values = Object.keys(this.each).map((name) => [name, published[keyedName(key, name)]]);
    return Object.fromEntries(values) as OutputValues<Outputs>;
  }
}

/** `my-shop` and `imageUri` make `myShopImageUri`. */
function keyedName(key: string, name: string): string {
  const [first = "", ...rest] = [...key.split("-"), name];
  return first + rest.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
