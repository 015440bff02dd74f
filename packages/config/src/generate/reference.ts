import { z } from "zod";
import { environmentSchema } from "../schema/environment";

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
}

/** Markdown reference of every field of an environment, from the schema's own descriptions. */
export function configurationReference(): string {
  const schema = z.toJSONSchema(environmentSchema, { io: "input" }) as SchemaNode;
  return `<!-- Generated from packages/config/src/schema by \`pnpm --filter @app/config generate\`; do not edit. -->
# Configuration reference

An environment is one file in \`packages/config/src/environments/\`; its name is the file's name. Fields without a default are required.

| field | values | default | meaning |
| --- | --- | --- | --- |
${rows(schema, "").join("\n")}
`;
}

function rows(node: SchemaNode, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    if (path === "" && name === "name") return [];
    const here = path === "" ? name : `${path}.${name}`;
    const entry = typeof field.additionalProperties === "object" ? field.additionalProperties : undefined;
    const nested = [
      ...rows(field, here),
      ...(entry ? rows(entry, `${here}.LETTER`) : []),
      ...(field.oneOf ?? field.anyOf ?? []).flatMap((choice) => (choice.properties ? rows(choice, here) : [])),
    ];
    if (nested.length > 0 && field.description === undefined) return nested;
    const required = node.required?.includes(name) ?? false;
    return [row(here, field, required), ...nested];
  });
}

function row(path: string, field: SchemaNode, required: boolean): string {
  const standard = required ? "" : field.default === undefined ? "–" : `\`${JSON.stringify(field.default)}\``;
  const cells = [`\`${path}\``, valuesOf(field), standard, field.description ?? ""];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function valuesOf(field: SchemaNode): string {
  const choices = field.enum ?? (field.const !== undefined ? [field.const] : undefined);
  if (choices) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  const alternatives = field.anyOf ?? field.oneOf;
  if (alternatives?.every((choice) => choice.const !== undefined)) {
    return alternatives.map((choice) => `\`${String(choice.const)}\``).join(", ");
  }
  if (field.items) return `list of ${valuesOf(field.items)}`;
  return field.type ?? "one of the forms below";
}
