import { findProject } from "../project/find-project";
import { reportFailure } from "../report/report-failure";
import { runCdktfCli } from "./cdktf-cli";
import { parseCommandLine } from "./command-line";
import { HELP } from "./help";
import { runCommand } from "./run-command";

/** The checkout's `cdktf`. */
async function main(args: readonly string[]): Promise<number> {
  const commandLine = parseCommandLine(args);
  if (commandLine.kind === "help") {
    console.log(HELP);
    return 0;
  }
  const project = findProject();
  return commandLine.kind === "other" ? runCdktfCli(project, args) : runCommand(project, commandLine);
}

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
}, reportFailure);
