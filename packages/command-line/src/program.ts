import { outliveOutput, reportFailure, UserError } from "@app/user-error";
import { Command as CommanderCommand, CommanderError, Option as CommanderOption } from "commander";
import type { Command, CommandUse } from "./command";
import { flagOf } from "./option";

/** The same pages in a terminal and in the reference. */
const WIDTH = 80;

/** Commands under one name, such as `cdktf deploy`; where `isOne`, a single command without a name of its own. */
export interface Program {
  /** What is typed before the command. */
  readonly name: string;
  readonly commands: readonly Command[];
  /** What is typed before options and arguments of a single command that is run by a script: `npm run logs --`. */
  readonly single?: string;
  /** What the list of commands ends with. */
  readonly footer?: string;
}

/** What a command line asks for. */
export type Asked =
  | { readonly kind: "help"; readonly page: string }
  | { readonly kind: "command"; readonly command: Command; readonly use: CommandUse };

/** Runs what the arguments ask for, sets the exit code, and tells failures. */
export async function runProgram(program: Program, args: readonly string[]): Promise<void> {
  outliveOutput();
  try {
    const asked = parse(program, args);
    if (asked.kind === "help") console.log(asked.page);
    else process.exitCode = (await asked.command.run(asked.use)) ?? process.exitCode;
  } catch (error) {
    reportFailure(error);
  }
}

/** @throws UserError for what the program or the command does not know. */
export function parse(program: Program, args: readonly string[]): Asked {
  const [first, second] = args;
  // Of a mistyped name with --help commander prints the list of commands.
  const help = program.single === undefined && first === "help" && second !== undefined;
  if (help) return parse(program, [second, "--help"]);
  if (args.length > 1 && isMistyped(program, first)) return parse(program, [`${first}`]);
  let asked: Asked | undefined;
  let page = "";
  const found = (command: Command, use: CommandUse) => {
    asked = { kind: "command", command, use };
  };
  const root = commanderOf(program, found, (text) => {
    page += text;
  });
  try {
    root.parse(args.length === 0 && program.single === undefined ? ["--help"] : [...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "help", page: page.trimEnd() };
    throw refusal(program, args, error);
  }
  if (asked) return asked;
  return { kind: "help", page: (page || root.helpInformation()).trimEnd() };
}

/** A command's page, or without one the list of commands. */
export function helpOf(program: Program, command?: string): string {
  const asked = parse(
    program,
    command === undefined || program.single !== undefined ? ["--help"] : [command, "--help"],
  );
  return asked.kind === "help" ? asked.page : "";
}

type Found = (command: Command, use: CommandUse) => void;

function commanderOf(program: Program, found: Found, write: (text: string) => void): CommanderCommand {
  const [only] = program.commands;
  if (program.single !== undefined && only)
    return prepared(fill(new CommanderCommand(program.single), only, found), write);
  const root = prepared(new CommanderCommand(program.name), write).usage("COMMAND");
  root.helpCommand("help [COMMAND]", "the page of a command");
  for (const command of program.commands)
    root.addCommand(prepared(fill(new CommanderCommand(command.name), command, found), write));
  const pages = `\`${program.name} COMMAND --help\` is the page of a command, with its options.`;
  root.addHelpText("after", `\n${[pages, program.footer].filter(Boolean).join("\n")}`);
  return root;
}

function prepared(commander: CommanderCommand, write: (text: string) => void): CommanderCommand {
  return commander
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: () => undefined, getOutHelpWidth: () => WIDTH })
    .configureHelp({
      subcommandTerm: (sub) => [sub.name(), ...sub.aliases()].join(", "),
      showGlobalOptions: false,
    })
    .helpOption("-h, --help", "print this page and do nothing");
}

function fill(commander: CommanderCommand, command: Command, found: Found): CommanderCommand {
  commander
    .summary(command.summary)
    .description(sentence(command.summary) + (command.description ? `\n\n${command.description}` : ""));
  commander.aliases([...(command.aliases ?? [])]);
  const { takes } = command;
  if (takes !== undefined) commander.argument(`[${takes}...]`);
  commander.usage([takes && `[${takes} …]`, "[OPTION …]"].filter(Boolean).join(" "));
  for (const [key, option] of Object.entries(command.options)) {
    const name = flagOf(key);
    const declared = new CommanderOption(option.placeholder ? `${name} <${option.placeholder}>` : name, option.summary);
    if (option.placeholder) declared.argParser((value, before) => option.read(value, before ?? option.unset, name));
    commander.addOption(declared);
  }
  commander.addHelpText("after", `\nExamples:\n${command.examples.map((line) => `  ${line}`).join("\n")}`);
  commander.action(() => {
    const said = commander.opts<Record<string, unknown>>();
    const options = Object.entries(command.options).map(([key, { unset }]) => {
      // commander takes `--no-lock` for the opposite of `--lock`.
      const [, opposite] = /^no([A-Z].*)$/.exec(key) ?? [];
      return [
        key,
        opposite ? said[opposite.charAt(0).toLowerCase() + opposite.slice(1)] === false : (said[key] ?? unset),
      ];
    });
    found(command, { arguments: commander.args, options: Object.fromEntries(options) });
  });
  return commander;
}

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}

/** Says what is wrong by name, what was meant, and where the right names stand. */
function refusal(program: Program, args: readonly string[], { code, message }: CommanderError): UserError {
  const command = program.single === undefined ? commandNamed(program, args) : program.commands[0];
  const subject = program.single ?? [program.name, command?.name].filter(Boolean).join(" ");
  const [, wrong = ""] = /'([^']*)'/.exec(message) ?? [];
  const [, meant] = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message) ?? [];
  if (code === "commander.excessArguments") {
    return new UserError(`${subject}: takes options alone; \`${subject} --help\` lists them`);
  }
  const remedy = meant ? `did you mean ${meant}?` : `\`${subject} --help\` lists what there is`;
  if (code === "commander.unknownCommand")
    return new UserError(`${subject}: there is no command "${wrong}"; ${remedy}`);
  if (code !== "commander.unknownOption")
    return new UserError(`${subject}: ${message.replace(/^error: /, "").split("\n")[0]}; ${remedy}`);
  const [name = wrong] = wrong.split("=");
  const takesNoValue = command && Object.keys(command.options).some((key) => flagOf(key) === name);
  if (takesNoValue) return new UserError(`${subject}: ${name} takes no value, and "${wrong}" gives it one`);
  const owners = program.commands.filter(({ options }) => Object.keys(options).some((key) => flagOf(key) === name));
  if (owners.length === 0) return new UserError(`${subject}: there is no option ${name}; ${remedy}`);
  const names = owners.map((owner) => `\`${program.name} ${owner.name}\``).join(", ");
  return new UserError(`${subject}: has no option ${name}; that is one of ${names}`);
}

function isMistyped(program: Program, name = ""): boolean {
  return program.single === undefined && !name.startsWith("-") && name !== "help" && !commandNamed(program, [name]);
}

function commandNamed({ commands }: Program, [name]: readonly string[]): Command | undefined {
  return commands.find((command) => command.name === name || command.aliases?.includes(name ?? ""));
}
