import { readFileSync } from "node:fs";
import { CloudError } from "../cloud-error";

/**
 * The shell command of one process type in a Procfile.
 * @throws CloudError where the file or the command is missing.
 */
export function procfileCommand(file: string, processType: string): string {
  for (const line of read(file, processType).split("\n")) {
    const [, name, command] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line.trim()) ?? [];
    if (name === processType && command !== undefined) return command;
  }
  throw new CloudError(`${file}: has no line "${processType}: COMMAND"; add the command that the image runs`);
}

function read(file: string, processType: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const reason = `cannot be read (${(error as NodeJS.ErrnoException).code})`;
    throw new CloudError(`${file}: ${reason}; it needs a line "${processType}: COMMAND" with what the image runs`);
  }
}
