import { readFileSync } from "node:fs";
import { CloudError } from "../cloud-error";

/** The shell command of one process type in a Procfile. */
export function procfileCommand(file: string, processType: string): string {
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line.trim()) ?? [];
    if (name === processType && command !== undefined) return command;
  }
  throw new CloudError(`${file}: has no line "${processType}: COMMAND"; add the command that the image runs`);
}
