import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "./workflow-files";

export interface Phase {
  readonly "runtime-versions"?: Readonly<Record<string, number | string>>;
  readonly commands: readonly string[];
  readonly finally?: readonly string[];
}

// https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
export interface Buildspec {
  readonly version: number;
  readonly phases: Readonly<Record<string, Phase>>;
  readonly artifacts?: { readonly files: readonly string[] };
}

export function buildspec(name: string): Buildspec {
  return parse(readFileSync(join(ROOT, ".codebuild", name), "utf8"));
}
