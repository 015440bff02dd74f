/**
 * The commands of a Procfile by process type, of each the first: https://devcenter.heroku.com/articles/procfile
 * Every command is a line for the shell.
 */
export function procfileCommands(content: string): ReadonlyMap<string, string> {
  const commands = new Map<string, string>();
  for (const line of content.split("\n")) {
    const [, type, command] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line.trim()) ?? [];
    if (type !== undefined && command !== undefined && !commands.has(type)) commands.set(type, command);
  }
  return commands;
}
