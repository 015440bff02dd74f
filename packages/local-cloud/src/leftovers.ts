import { rmSync } from "node:fs";
import type { CloudFolder } from "./cloud-record";
import { endProcess } from "./process/end";

/** As long as an emulator that is stopped has: it saves the account. */
const PATIENCE_MS = 30_000;

/** Ends what a supervisor that was killed left running, and forgets it. */
export async function endLeftovers(folder: CloudFolder): Promise<void> {
  await Promise.all(folder.readProcesses().map((identity) => endProcess(identity, PATIENCE_MS)));
  // After those that write there.
  for (const path of folder.readTemporaryFolders()) rmSync(path, { recursive: true, force: true });
  folder.forget();
}
