import { chmodSync } from "node:fs";
import { makeWritableFolder } from "./writable-folder";

const OWNER_ALONE = 0o700;

/** Makes a folder that nobody but its owner may enter: plans, states and logs may hold secrets. One that is there is closed. */
export function makePrivateFolder(path: string): void {
  makeWritableFolder(path, OWNER_ALONE);
  chmodSync(path, OWNER_ALONE);
}
