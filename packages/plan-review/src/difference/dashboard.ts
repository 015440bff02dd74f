import { isContainer, listOf, member } from "../plan/value";
import { describeJson, within } from "./json-difference";

/** Widgets that came, went or changed, by their titles; then what else differs. */
export function describeDashboard(before: unknown, after: unknown): string[] {
  const [old, next] = [widgetsByTitle(before), widgetsByTitle(after)];
  const lines: string[] = [];
  for (const [title, widget] of next) {
    if (!old.has(title)) lines.push(`+ widget ${title}`);
    else lines.push(...describeJson(old.get(title), widget).map((line) => within(title, line)));
  }
  for (const title of old.keys()) if (!next.has(title)) lines.push(`- widget ${title}`);
  return [...lines, ...describeJson(withoutWidgets(before), withoutWidgets(after))];
}

/** Widgets of the same title, or without one, are told apart by their order. */
function widgetsByTitle(document: unknown): Map<string, unknown> {
  const widgets = new Map<string, unknown>();
  for (const widget of listOf(member(document, "widgets"))) {
    const title = member(member(widget, "properties"), "title") ?? member(widget, "type");
    const name = typeof title === "string" ? title : "without a title";
    let unique = name;
    for (let number = 2; widgets.has(unique); number++) unique = `${name} (${number})`;
    widgets.set(unique, widget);
  }
  return widgets;
}

function withoutWidgets(document: unknown): unknown {
  if (!isContainer(document)) return {};
  const { widgets: _, ...rest } = document;
  return rest;
}
