const MOST_LINES = 50;

/** Path by path what differs between two documents. */
export function describeJson(before: unknown, after: unknown): string[] {
  const lines: string[] = [];
  compare("", before, after, lines);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more differences`];
}

function compare(path: string, before: unknown, after: unknown, lines: string[]): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (!isContainer(before) || !isContainer(after) || Array.isArray(before) !== Array.isArray(after)) {
    lines.push(line(path, before, after));
    return;
  }
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const step = Array.isArray(before) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`;
    compare(step, (before as Record<string, unknown>)[key], (after as Record<string, unknown>)[key], lines);
  }
}

function line(path: string, before: unknown, after: unknown): string {
  const name = path || "document";
  if (before === undefined) return `+ ${name}: ${JSON.stringify(after)}`;
  if (after === undefined) return `- ${name}: ${JSON.stringify(before)}`;
  return `~ ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
