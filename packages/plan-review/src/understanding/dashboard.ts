import { describeJson } from "./json-difference";

interface Widget {
  readonly type?: unknown;
  readonly properties?: { readonly title?: unknown };
}

/** Widgets that came, went or changed, by their titles. */
export function describeDashboard(before: unknown, after: unknown): string[] {
  const [old, next] = [widgets(before), widgets(after)];
  const lines: string[] = [];
  for (const [title, widget] of next) {
    const previous = old.get(title);
    if (previous === undefined) lines.push(`+ widget ${title}`);
    else lines.push(...describeJson(previous, widget).map((line) => line.replace(/^([+~-]) /, `$1 ${title}: `)));
  }
  for (const title of old.keys()) if (!next.has(title)) lines.push(`- widget ${title}`);
  return lines;
}

function widgets(document: unknown): Map<string, Widget> {
  const { widgets: list = [] } = (document ?? {}) as { readonly widgets?: readonly Widget[] };
  return new Map(
    list.map((widget, index) => [String(widget.properties?.title ?? `${String(widget.type)} ${index + 1}`), widget]),
  );
}
