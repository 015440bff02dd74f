import { existsSync, readFileSync } from "node:fs";
import { CloudFolder } from "./cloud-record";

export interface RequestJournal {
  /** The operations that were held against AWS's API models, as `ecs:CreateService`. */
  readonly checked: readonly string[];
  /** What the models refused, as `ecs:CreateService: InvalidParameterException: 1 validation error …`. */
  readonly refused: readonly string[];
  /** What could not be read as its model says, and was left to the emulator. */
  readonly unreadable: readonly string[];
}

/** What was asked of a cloud's APIs since it was made. */
export function readRequestJournal({ root, name }: { readonly root: string; readonly name: string }): RequestJournal {
  const file = new CloudFolder(root, name).requestJournal;
  const lines: Record<string, string>[] = existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line))
    : [];
  const of = (kind: string) =>
    lines.flatMap(({ [kind]: operation, message }) =>
      operation === undefined ? [] : [message === undefined ? operation : `${operation}: ${message}`],
    );
  return { checked: [...new Set(of("checked"))].sort(), refused: of("refused"), unreadable: of("unreadable") };
}
