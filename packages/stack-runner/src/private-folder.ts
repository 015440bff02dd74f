import { chmodSync, mkdirSync } from "node:fs";

const OWNER_ALONE = 0o700;

/** Makes a folder that nobody but its owner may enter: plans, states and logs may hold secrets. One that is there is closed. */
export function makePrivateFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: OWNER_ALONE });
  chmodSync(path, OWNER_ALONE);
}
