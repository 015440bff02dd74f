import type * as Yaml from "yaml";

let library: typeof Yaml | undefined;

/** What a text in YAML says. The library is loaded by the first one: it takes longer than the review of a small plan. */
export function readYaml(text: string): unknown {
  library ??= require("yaml") as typeof Yaml;
  return library.parse(text, { logLevel: "error", prettyErrors: false });
}
