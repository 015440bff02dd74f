import { posix } from "node:path";

/** Tells of a path, relative and with `/`, whether a build sees it. */
export type Exclusion = (path: string) => boolean;

interface Rule {
  readonly excludes: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * What a `.dockerignore` excludes. Patterns start at the context's root; one that matches a folder holds for all that is below
 * it; the last one that matches decides, so that `!` lets single files back in.
 */
// https://docs.docker.com/build/concepts/context/#dockerignore-files
export function dockerignore(content: string): Exclusion {
  const rules = content
    .replace(/^\uFEFF/, "")
    .split("\n")
    .filter((line) => !line.startsWith("#") && line.trim() !== "")
    .map(rule);
  return (path) => {
    const candidates = pathAndParents(path);
    return rules.findLast(({ matches }) => candidates.some(matches))?.excludes ?? false;
  };
}

function rule(line: string): Rule {
  const [, negation, pattern = ""] = line.trim().match(/^(!?)\s*(.*)$/) ?? [];
  // Leading and trailing slashes, `.` and `..` mean nothing of their own: everything is below the root.
  const cleaned = posix.normalize(`/${pattern}`).replace(/^\/|\/$/g, "");
  const expression = patternExpression(cleaned);
  return { excludes: negation === "", matches: (path) => expression.test(path) };
}

function pathAndParents(path: string): string[] {
  const segments = path.split("/");
  return segments.map((_, index) => segments.slice(0, index + 1).join("/"));
}

/** Pattern → what it stands for in a regular expression. Order counts: the longer token first. */
const TOKENS: readonly (readonly [RegExp, (token: string) => string])[] = [
  // Any number of folders, none included; at the end everything.
  [/^\*\*\/?$/, () => ".*"],
  [/^\*\*\//, () => "(?:.*/)?"],
  [/^\*\*/, () => "(?:.*/)?"],
  [/^\*/, () => "[^/]*"],
  [/^\?/, () => "[^/]"],
  // A class as in Go's filepath.Match: `^` negates, `!` does not, and none of them matches a slash.
  [/^\[(?:\\.|[^\]\\])+\]/, (token) => `(?!/)${characterClass(token)}`],
  [/^\\./, (token) => literal(token.slice(1))],
  [/^[\s\S]/, literal],
];

// https://pkg.go.dev/path/filepath#Match, with Docker's `**`
function patternExpression(pattern: string): RegExp {
  let rest = pattern;
  let expression = "";
  while (rest !== "") {
    for (const [token, meaning] of TOKENS) {
      const [found] = rest.match(token) ?? [];
      if (found === undefined) continue;
      expression += meaning(found);
      rest = rest.slice(found.length);
      break;
    }
  }
  return new RegExp(`^${expression}$`);
}

function characterClass(token: string): string {
  const [, negation = "", members = ""] = token.match(/^\[(\^?)([\s\S]*)\]$/) ?? [];
  return `[${negation}${members.replace(/\[/g, "\\[").replace(/^\^/, "\\^")}]`;
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
