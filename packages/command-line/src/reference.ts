import { helpOf, type Program } from "./program";

/** Pages of the commands of a program, in Markdown; each is what `--help` prints. */
export function reference(program: Program): string {
  const heading = (text: string) => (program.single === undefined ? `### ${text}` : `## ${text}`);
  return program.commands
    .map(({ name }) => {
      const title = (program.single ?? `${program.name} ${name}`).replace(/ --$/, "");
      return `${heading(`\`${title}\``)}\n\n\`\`\`text\n${helpOf(program, name)}\n\`\`\`\n`;
    })
    .join("\n");
}
