import { existsSync, readFileSync } from "node:fs";
import { CloudFolder } from "./cloud-record";

/** What somebody called with which right. */
export interface RecordedCall {
  /** ARN of a task's role, or the name in front of the access key of whoever else called. */
  readonly caller: string;
  /** Of IAM: `s3:GetObject`. */
  readonly action: string;
  /** An ARN, or `*` where none is known. */
  readonly resource: string;
  /** Of the answer, in HTTP. */
  readonly status: number;
}

/** What AWS's API models say to an operation. `unreadable` could not be read as its model says, and was left to the emulator. */
interface HeldRequest {
  readonly operation: string;
  readonly verdict: "allowed" | "refused" | "unreadable";
  readonly message?: string;
}

/** What was asked of a cloud's APIs since it was made. */
export interface RequestRecord {
  /** The operations that were held against AWS's API models, as `ecs:CreateService`. */
  readonly checked: readonly string[];
  /** What the models refused, as `ecs:CreateService: InvalidParameterException: 1 validation error …`. */
  readonly refused: readonly string[];
  /** What could not be read as its model says, likewise. */
  readonly unreadable: readonly string[];
  /** Empty where the cloud was not started with `recordsCallers`. */
  readonly calls: readonly RecordedCall[];
}

/** Reads the record that `python/local_cloud/request_record.py` writes. */
export function readRequestRecord({ root, name }: { readonly root: string; readonly name: string }): RequestRecord {
  const file = new CloudFolder(root, name).requestRecord;
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const lines: Partial<HeldRequest & RecordedCall>[] = text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const held = lines.filter((line): line is HeldRequest => line.operation !== undefined);
  const of = (verdict: HeldRequest["verdict"]) =>
    distinct(
      held.filter((line) => line.verdict === verdict).map(({ operation, message }) => `${operation}: ${message}`),
    );
  return {
    checked: distinct(held.map(({ operation }) => operation)).sort(),
    refused: of("refused"),
    unreadable: of("unreadable"),
    calls: lines.filter((line): line is RecordedCall => line.caller !== undefined),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
