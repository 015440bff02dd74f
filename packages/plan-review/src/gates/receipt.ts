import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What was reviewed, so that exactly that is applied. */
export interface Receipt {
  readonly formatVersion: "1.0";
  readonly environment: string;
  /** Milliseconds since 1970. */
  readonly plannedAt: number;
  readonly stacks: readonly ReviewedStack[];
}

export interface ReviewedStack {
  readonly id: string;
  /** Hash of the saved plan; absent where the stack could only be planned with stand-ins. */
  readonly planDigest?: string;
  /** Hash of the Terraform JSON that was planned. */
  readonly configurationDigest: string;
  /** What the plan does, by address: what a later plan of the same stack must not go beyond. */
  readonly announced: Readonly<Record<string, string>>;
}

/** Hash of a file, or undefined where there is none. */
export function fileDigest(folder: string, file: string): string | undefined {
  const path = join(folder, file);
  return existsSync(path) ? `sha256:${createHash("sha256").update(readFileSync(path)).digest("hex")}` : undefined;
}

/** What a plan does beyond what was announced: `address: action`, empty when it keeps to it. */
export function beyondAnnounced(stack: ReviewedStack, actions: Readonly<Record<string, string>>): string[] {
  return Object.entries(actions)
    .filter(([address, action]) => stack.announced[address] !== action)
    .map(([address, action]) => `${address}: ${action}, announced was ${stack.announced[address] ?? "nothing"}`);
}
