import type { CodeBlock } from "./code-blocks";

/** TypeScript of a page that begins by naming its file: `// application.ts`. */
export interface Snippet {
  readonly file: string;
  readonly line: number;
  readonly code: string;
}

export function snippets(blocks: readonly CodeBlock[]): Snippet[] {
  return blocks
    .filter(({ language }) => language === "ts")
    .flatMap(({ content, line }) => {
      const [, file, , code = ""] = /^\/\/ ([\w./-]+\.ts)(.*)\n([\s\S]*)$/.exec(content) ?? [];
      return file === undefined ? [] : [{ file, line, code }];
    });
}

/** Functions that describe the parts of an application; a page shows some of them and imports none. */
const KINDS = ["existing", "oneOff", "queue", "scheduled", "table", "web", "worker"].join(", ");
const APPLICATION_IMPORTS = `import { defineApplication, ${KINDS} } from "@app/config";\nvoid [${KINDS}];\n`;

/** A module that exports an application, from all of one or from what a page shows of it. */
export function applicationModule(code: string): string {
  if (code.includes("export default")) return `${APPLICATION_IMPORTS}${code}`;
  const name = /^name:/m.test(code) ? "" : 'name: "shop",\n';
  const services = /^services:/m.test(code) ? "" : 'services: { web: web({ source: "apps/flask" }) },\n';
  return `${APPLICATION_IMPORTS}export default defineApplication({\n${name}${services}${code}});\n`;
}

/** A module that exports what a page shows of an environment, typed by its application's module. */
export function environmentModule(code: string, application: string): string {
  return `import type { EnvironmentDescription } from "@app/config";
import type application from "./${application}";
const description: Partial<EnvironmentDescription<typeof application>> = {
${code}};
export default description;
`;
}
