import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Below the ports that tasks and outgoing connections are given. */
const FIRST_PORT = 10_000;
const ACCOUNTS_OF_A_CHECKOUT = 30;
const CHECKOUTS = 100;

export interface OwnPorts {
  readonly gateway: number;
  readonly http: number;
  readonly https: number;
}

/**
 * Ports for one account of a checkout's tests, the same at every start. Suites that ask at the same moment get different
 * ones, for the first who writes a file holds its place; checkouts side by side begin at places of their own.
 */
export function ownPorts(root: string, account: string): OwnPorts {
  const folder = join(root, ".local/e2e-ports");
  mkdirSync(folder, { recursive: true });
  const checkout = createHash("sha256").update(root).digest().readUInt16BE() % CHECKOUTS;
  let place = checkout * ACCOUNTS_OF_A_CHECKOUT;
  while (holder(join(folder, `${place}`), account) !== account) place += 1;
  const gateway = FIRST_PORT + 3 * place;
  return { gateway, http: gateway + 1, https: gateway + 2 };
}

function holder(file: string, account: string): string {
  try {
    writeFileSync(file, account, { flag: "wx" });
    return account;
  } catch {
    return readFileSync(file, "utf8");
  }
}
