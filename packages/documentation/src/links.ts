import GithubSlugger from "github-slugger";
import MarkdownIt, { type Token } from "markdown-it";

/** Targets of links and pictures that lead into the repository: neither to another site nor to a mailbox. */
export function relativeLinks(markdown: string): string[] {
  return new MarkdownIt({ html: true })
    .parse(markdown, {})
    .flatMap(({ children }) => children ?? [])
    .map((token) => token.attrGet("href") ?? token.attrGet("src"))
    .filter((target) => target !== null && !/^[a-z]+:/i.test(`${target}`))
    .map((target) => decodeURI(`${target}`));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchors(markdown: string): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  const tokens = new MarkdownIt({ html: true }).parse(markdown, {});
  const headings = tokens.filter((_, index) => tokens[index - 1]?.type === "heading_open");
  return new Set(headings.map((heading) => slugger.slug(text(heading))));
}

function text({ children, content }: Token): string {
  return children?.map((child) => child.content).join("") ?? content;
}
