import { type Command, type Program, runProgram } from "@app/command-line";

/** Lines that npm has a word of its own for. */
const OWN_WORDS = ["start", "test"];

/** A script of the root's `package.json`, with what is typed before its options. */
export function npmScript(command: Command): Program {
  const line = OWN_WORDS.includes(command.name) ? `npm ${command.name}` : `npm run ${command.name}`;
  return { name: command.name, single: `${line} --`, commands: [command] };
}

/** Runs a root command where its file is what was started. */
export function runScript(module: NodeModule, command: Command): void {
  if (require.main === module) void runProgram(npmScript(command), process.argv.slice(2));
}
