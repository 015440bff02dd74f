import { z } from "zod";
import { applicationSchema } from "../check-application";
import { dataKinds } from "../data";
import { placeSchema } from "../schema/environment";
import { secretKinds } from "../secrets";
import { serviceKinds } from "../services";
import { sidecar } from "../services/sidecar";

interface SchemaNode {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly propertyNames?: SchemaNode;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly not?: SchemaNode;
  readonly required?: readonly string[];
}

/** Markdown reference of both descriptions: every field, from the schemas' own descriptions. */
export function configurationReference(): string {
  return `<!-- Generated from packages/config/src by \`pnpm --filter @app/config generate\`; do not edit. -->
# Configuration reference

Two descriptions make a system. [What it is made of](#the-application) stands once, in \`packages/config/src/application.ts\`;
[where, and how large](#an-environment), in one file for each environment in \`packages/config/src/environments/\`, which gives
the environment its name. Fields without a default are required.

## The application

${table(applicationSchema.pick({ name: true }))}
${kinds("services", serviceKinds, ({ description }) => description)}
### \`services.KEY.sidecars.KEY\`

A container beside the service's own in each of its tasks, whatever the kind of the service.

${table(sidecar)}
${kinds("data", dataKinds, ({ description }) => description)}
${kinds("secrets", secretKinds, ({ description }) => description)}
A service that lists \`KEY\` in its \`secrets\` finds the value in the variable \`KEY\` in constant case: \`stripeKey\` in \`STRIPE_KEY\`.

## An environment

${table(placeSchema)}
${kinds("services", serviceKinds, ({ size }) => size)}
${kinds("data", dataKinds, ({ place }) => place)}
${kinds("secrets", secretKinds, ({ place }) => place)}`;
}

/** A section for each kind of service or data store. */
function kinds<Kind extends { readonly title: string }>(
  part: string,
  all: Readonly<Record<string, Kind>>,
  schema: (kind: Kind) => z.ZodType,
): string {
  return Object.entries(all)
    .map(([name, kind]) => `### \`${part}.KEY\`: \`${name}({ … })\`\n\n${kind.title}.\n\n${table(schema(kind))}`)
    .join("\n");
}

function table(schema: z.ZodType): string {
  const node = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as SchemaNode;
  return `| field | values | default | meaning |
| --- | --- | --- | --- |
${rows(node, "").join("\n")}
`;
}

function rows(node: SchemaNode, path: string): string[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, field]) => {
    if (name === "kind" || field.not !== undefined) return [];
    const here = path === "" ? name : `${path}.${name}`;
    // Every kind has them; they have a section of their own.
    if (name === "sidecars") return [row(here, field, false)];
    const nested = fieldsOf(field, here);
    if (nested.length > 0 && field.description === undefined) return nested;
    return [row(here, field, node.required?.includes(name) ?? false), ...nested];
  });
}

function fieldsOf(field: SchemaNode, path: string): string[] {
  const { additionalProperties: entry, items } = field;
  return [
    ...rows(field, path),
    ...(typeof entry === "object" ? [...rows(entry, `${path}.KEY`), ...choicesOf(entry, `${path}.KEY`)] : []),
    ...(items ? rows(items, `${path}[]`) : []),
    ...choicesOf(field, path),
  ];
}

function choicesOf(field: SchemaNode, path: string): string[] {
  return (field.oneOf ?? field.anyOf ?? []).flatMap((choice) => rows(choice, path));
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
  if (alternatives) {
    if (alternatives.every(({ properties }) => properties !== undefined)) return "one of the forms below";
    return [...new Set(alternatives.map((choice) => (choice.properties ? "the form below" : valuesOf(choice))))].join(
      " or ",
    );
  }
  if (field.items) return `list of ${field.items.properties ? "the form below" : valuesOf(field.items)}`;
  if (typeof field.additionalProperties === "object") return "by key";
  return field.type ?? "any";
}
