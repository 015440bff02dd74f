import { isContainer } from "./value";

/** Tells the first place where a value does not have the expected form; nothing when it has. */
export type Shape = (value: unknown, path: string) => string | undefined;

export const text: Shape = (value, path) => (typeof value === "string" ? undefined : `${path} is no text`);
export const flag: Shape = (value, path) =>
  typeof value === "boolean" ? undefined : `${path} is neither true nor false`;
const step: Shape = (value, path) =>
  typeof value === "string" || typeof value === "number" ? undefined : `${path} is neither a name nor an index`;

/** A path into a value: names and indexes. */
export const steps: Shape = listOf(step);

export function listOf(item: Shape): Shape {
  return (value, path) => {
    if (!Array.isArray(value)) return `${path} is no list`;
    for (let index = 0; index < value.length; index++) {
      const wrong = item(value[index], `${path}[${index}]`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

export function mapOf(item: Shape): Shape {
  return (value, path) => {
    if (!isContainer(value) || Array.isArray(value)) return `${path} is no object`;
    for (const [key, one] of Object.entries(value)) {
      const wrong = item(one, `${path}.${key}`);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  };
}

/** An object of which some fields are read. Each may be absent, or null as programs write it that know no absence. */
export function fields(shapes: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape {
  const all = Object.entries(shapes);
  return (value, path) => {
    if (!isContainer(value) || Array.isArray(value)) return `${path || "the document"} is no object`;
    for (const [name, shape] of all) {
      const at = path === "" ? name : `${path}.${name}`;
      if (Object.hasOwn(value, name) && value[name] !== null && value[name] !== undefined) {
        const wrong = shape(value[name], at);
        if (wrong !== undefined) return wrong;
      } else if (required.includes(name)) return `${at} is missing`;
      // Whoever reads it finds it absent.
      else delete (value as Record<string, unknown>)[name];
    }
    return undefined;
  };
}

/** A shape that contains itself. */
export function lazily(shape: () => Shape): Shape {
  return (value, path) => shape()(value, path);
}
