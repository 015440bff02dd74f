import { printable } from "../text";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that is HTML already. Only `html` and what is written in this folder make it; a plan's text never is. */
export class Markup {
  constructor(readonly text: string) {}
}

type Content = string | number | undefined | Markup | readonly Markup[];

/** HTML from a template: whatever is put in comes out as text, quoted for elements and for attributes alike. */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(template.reduce((text, part, index) => `${text}${markup(contents[index - 1])}${part}`));
}

function markup(content: Content): string {
  if (content === undefined) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "object") return content.map(({ text }) => text).join("");
  return printable(String(content)).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** JSON for a script element that holds data: without `<` nothing in it can end the element. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
