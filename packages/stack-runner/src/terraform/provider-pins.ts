import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, type Provider, pinsAll } from "@app/terraform-toolchain";
import type { StackConfiguration } from "../stacks/stack";

/** Which providers, bit by bit, Terraform may run. */
export interface ProviderPins {
  /** A lock file of these providers and no others. */
  readonly textFor: (providers: readonly Provider[]) => string;
  /** What it means that Terraform refused a provider by its hash; undefined where the text is about something else. */
  readonly explain: (text: string) => string | undefined;
}

/** The lock file that belongs into a stack's folder; undefined where nothing is pinned. */
export function stackLock(pins: ProviderPins | undefined, { terraform }: StackConfiguration): string | undefined {
  return pins?.textFor(Object.values(terraform.required_providers ?? {}));
}

/**
 * Puts the lock file where Terraform looks for it. What Terraform added to it stays: the hash of an unpacked package whose
 * archive it had compared.
 */
export function placeLock(folder: string, text: string | undefined): void {
  const file = join(folder, LOCK_FILE);
  if (text !== undefined && !pinsAll(file, text)) writeFileSync(file, text);
}

/** Whether what lies there is what Terraform must go by. */
export function isPlaced(folder: string, text: string | undefined): boolean {
  return text === undefined || pinsAll(join(folder, LOCK_FILE), text);
}
