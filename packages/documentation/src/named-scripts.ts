import MarkdownIt, { type Token } from "markdown-it";

/** A script of a `package.json` that a page tells its reader to run. */
export interface NamedScript {
  readonly script: string;
  /** Folder of its package; undefined: where the reader is. */
  readonly folder?: string;
}

/** What npm and pnpm do themselves. */
const OWN_COMMANDS = new Set(["install", "add", "exec", "dlx", "why", "ci", "view"]);
const COMMAND = /(?:^|[\s(])(npm|pnpm)((?:\s+(?:-s|-C\s+\S+|--filter\s+\S+|-r))*)\s+(run\s+)?([a-z][\w:-]*)/g;

/** The scripts named in the code of a page, inline and in blocks. */
export function namedScripts(markdown: string): NamedScript[] {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  return tokens.flatMap((token) => [token, ...(token.children ?? [])]).flatMap((token) => inCode(token));
}

function inCode({ type, content }: Token): NamedScript[] {
  if (!["code_inline", "fence"].includes(type)) return [];
  return [...content.matchAll(COMMAND)]
    .map(([, , options = "", , script = ""]) => ({ script, folder: folder(options) }))
    .filter(({ script }) => !OWN_COMMANDS.has(script));
}

/** `@app/config` lies in packages/config, and only the two applications in apps. */
function folder(options: string): string | undefined {
  const [, name] = /--filter\s+@app\/(\S+)/.exec(options) ?? [];
  const [, path] = /-C\s+(\S+)/.exec(options) ?? [];
  if (name === undefined) return path;
  return `${["flask", "infra"].includes(name) ? "apps" : "packages"}/${name}`;
}
