import MarkdownIt from "markdown-it";

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
  return inlineAndBlocks(markdown)
    .flatMap((code) => [...code.matchAll(COMMAND)])
    .map(([, , options = "", , script = ""]) => ({ script, folder: folder(options) }))
    .filter(({ script }) => !OWN_COMMANDS.has(script));
}

/** The commands of the checkout's `cdktf` named in the code of a page. */
export function namedCdktfCommands(markdown: string): string[] {
  return inlineAndBlocks(markdown).flatMap((code) =>
    [...code.matchAll(/(?:^|[\s(])cdktf (?!-)([a-z]+)/g)].map(([, command = ""]) => command),
  );
}

/** What stands in code: inline and in blocks. */
function inlineAndBlocks(markdown: string): string[] {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  return tokens
    .flatMap((token) => [token, ...(token.children ?? [])])
    .filter(({ type }) => ["code_inline", "fence"].includes(type))
    .map(({ content }) => content);
}

/** `@app/config` lies in packages/config, and only the two applications in apps. */
function folder(options: string): string | undefined {
  const [, name] = /--filter\s+@app\/(\S+)/.exec(options) ?? [];
  const [, path] = /-C\s+(\S+)/.exec(options) ?? [];
  if (name === undefined) return path;
  return `${["flask", "infra"].includes(name) ? "apps" : "packages"}/${name}`;
}
