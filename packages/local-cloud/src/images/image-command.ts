import { join } from "node:path";
import { CloudError } from "../cloud-error";
import type { DockerfileSettings } from "./dockerfile";
import { procfileCommands } from "./procfile";
import { readIfThere } from "./source-file";

export interface ImageCommandOptions {
  /** Folder of the application. */
  readonly source: string;
  readonly dockerfile: DockerfileSettings | undefined;
  /** In place of what the source says. */
  readonly command?: readonly string[] | undefined;
  /** Which of a Procfile's commands the image runs. */
  readonly processType: string;
}

/** What an image runs: words, which stand behind the entry point, or a line for the shell, which stands alone. */
export type ImageCommand = string | readonly string[];

/**
 * The command that is given, else the Procfile's, else the Dockerfile's.
 * @throws CloudError where nothing says what to run.
 */
export function imageCommand({ source, dockerfile, command, processType }: ImageCommandOptions): ImageCommand {
  if (command && command.length > 0) return command;
  const procfile = readIfThere(join(source, "Procfile"));
  const line = procfile && procfileCommands(procfile).get(processType);
  if (line) return line;
  const { command: own, entryPoint = [] } = dockerfile ?? {};
  // Behind an entry point a line is what Docker makes of it; an entry point may do without a command.
  if (entryPoint.length > 0) return typeof own === "string" ? ["sh", "-c", own] : (own ?? []);
  if (own && own.length > 0) return own;
  throw new CloudError(
    `${source}: nothing says what its image runs; add a line "${processType}: COMMAND" to its Procfile${others(procfile)}, ` +
      "add CMD to its Dockerfile, or give its service a command",
  );
}

function others(procfile: string | undefined): string {
  const types = procfile === undefined ? [] : [...procfileCommands(procfile).keys()];
  return types.length > 0 ? ` (which has ${types.join(", ")})` : "";
}
