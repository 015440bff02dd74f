export { type Command, type CommandUse, defineCommand } from "./command";
export { flag, type Option, text, texts, wholeNumber } from "./option";
export { helpOf, type Program, parse, runProgram } from "./program";
export { reference } from "./reference";
