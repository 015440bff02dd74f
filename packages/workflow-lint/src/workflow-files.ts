import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

export const ROOT = join(__dirname, "../../..");

export interface Job {
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly "timeout-minutes"?: number;
}

export interface Workflow {
  /** Name of its file. */
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: object;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The workflows of this repository. */
export function workflows(): Workflow[] {
  const folder = join(ROOT, ".github/workflows");
  return readdirSync(folder).map((name) => ({ ...parse(readFileSync(join(folder, name), "utf8")), name }));
}

/** Every line of the workflows and actions of this repository that uses an action of somebody else's. */
export function foreignActions(): string[] {
  return readdirSync(join(ROOT, ".github"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yml"))
    .flatMap((file) => readFileSync(join(ROOT, ".github", file), "utf8").split("\n"))
    .map((line) => line.match(/\buses: (?!\.\/)(.*)$/)?.[1] ?? "")
    .filter((used) => used !== "");
}
