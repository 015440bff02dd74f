import MarkdownIt from "markdown-it";

/** What a comment right before a block says about it: `<!-- file: apps/hello/app.py -->`. */
export interface Marker {
  readonly word: string;
  readonly value: string;
}

/** A fenced block of a Markdown page. */
export interface CodeBlock {
  readonly language: string;
  readonly content: string;
  /** Line of the fence, counted from 1. */
  readonly line: number;
  readonly marker?: Marker;
}

const MARKER = /^<!--\s*(\w+)(?::\s*(.*?))?\s*-->\s*$/;

/** The fenced blocks of a page, in their order. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  return tokens.flatMap(({ type, info, content, map }, index) => {
    if (type !== "fence") return [];
    const before = tokens[index - 1];
    const [, word, value = ""] = (before?.type === "html_block" && MARKER.exec(before.content)) || [];
    const marker = word === undefined ? undefined : { word, value };
    return [{ language: info.trim(), content, line: (map?.[0] ?? 0) + 1, marker }];
  });
}
