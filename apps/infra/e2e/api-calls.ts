import { existsSync, readFileSync } from "node:fs";

/** A call of an API, as the local cloud writes it down. */
export interface ApiCall {
  /** ARN of a task's role, or the name in front of the access key of whoever else called. */
  readonly caller: string;
  /** Of IAM: `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` where none is known. */
  readonly resource: string;
  readonly refused: boolean;
}

export function readCalls(file: string): ApiCall[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as ApiCall);
}
