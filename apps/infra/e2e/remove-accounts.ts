import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Checkout, ROOT } from "./checkout";

const PREFIX = "e2e-";

/** Before and after a run of all suites: ends and removes every account that a test made, whatever became of the test. */
export default async function removeAccounts(): Promise<void> {
  const folder = join(ROOT, ".local/cloud");
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(PREFIX)) : [];
  for (const name of names) await new Checkout(name, "process").remove();
}
