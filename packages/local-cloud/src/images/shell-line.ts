/** Outside of quotes these make more of a line than a single command with its arguments. */
const MORE_THAN_A_COMMAND = /[;&|<>(){}`#\n]/;
const QUOTED = /\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs;
/** Words that only a shell knows, or an assignment in front of a command. */
const FOR_THE_SHELL =
  /^\s*(?:[A-Za-z_]\w*=|!|(?:alias|break|case|cd|eval|exec|exit|export|for|if|read|set|source|time|trap|ulimit|umask|unset|until|wait|while|\.)\s)/;

/**
 * The program that runs a line as a shell does, and lets signals reach what the line starts. A single command takes the
 * shell's place. Of anything else the shell stays: on SIGTERM, which its whole group gets, it waits for the command in
 * front, and goes on with none.
 */
export function shellLine(line: string): readonly string[] {
  const bare = line.trim().replace(QUOTED, "_");
  const single = !MORE_THAN_A_COMMAND.test(bare) && !FOR_THE_SHELL.test(bare);
  return ["sh", "-c", single ? `exec ${line.trim()}` : `trap 'exit $?' TERM\n${line}`];
}
