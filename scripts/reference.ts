import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, helpOf, reference } from "@app/command-line";
import { cdktf } from "@app/stack-runner";
import { accept } from "./accept";
import { audit } from "./audit";
import { npmScript } from "./command";
import { delivered } from "./delivered";
import { dev } from "./dev";
import { format } from "./format";
import { ROOT } from "./local";
import { logs } from "./logs";
import { sbom } from "./sbom";
import { start } from "./start";
import { status } from "./status";
import { stop } from "./stop";
import { test } from "./test";

const FILE = join(ROOT, "docs/commands.md");

/** The root's commands that are the checkout's own. A function, for one of them imports this file. */
export function npmScripts(): Command[] {
  return [start, status, logs, dev, stop, test, accept, format, delivered, sbom, audit];
}

/** Every command that a person types, with its page; `pnpm accept` writes it. */
export function commandPages(): string {
  const scripts = () => npmScripts().map((one) => reference(npmScript(one)));
  return `# Commands

<!-- Generated from the declarations of the commands by \`pnpm accept\`. -->

Each is what \`--help\` prints. Turbo does the rest: \`pnpm build\`, \`pnpm lint\`, \`pnpm typecheck\`.

${scripts().join("\n")}
## \`cdktf\`

\`npm run cdktf -- COMMAND\` or \`pnpm cdktf COMMAND\`.

\`\`\`text
${helpOf(cdktf)}
\`\`\`

${reference(cdktf)}`;
}

export function writeReference(): void {
  writeFileSync(FILE, commandPages());
}
