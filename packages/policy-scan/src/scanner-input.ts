import { type Arguments, addresses, type Blocks, type TerraformJson } from "./synthesized-stack";

/**
 * A resource that checkov must complain about, added to what it reads of every stack: checkov ends well and with no
 * finding when it cannot read a file, so only a finding proves that it did.
 */
export const canary = {
  type: "aws_security_group",
  name: "policy_scan_canary",
  arguments: { name: "canary" },
  /** One of the checks of single resources (no description), one that follows references (attached to nothing). */
  checks: ["CKV_AWS_23", "CKV2_AWS_5"],
} as const;

/** Between type and name in the names that the scanner reads. */
const SEPARATOR = "__";

/** Name under which the scanner knows a resource: checks of single resources report names without types. */
export function scannerName(type: string, name: string): string {
  return `${type}${SEPARATOR}${name}`;
}

/** A stack as checkov can read it: the same resources, without what it stumbles over, under names that tell them apart. */
export function scannerInput(stack: TerraformJson): TerraformJson {
  // checkov 3.3 refuses files with `terraform.required_version`: https://github.com/bridgecrewio/checkov/issues/7454
  const { terraform: _settings, resource = {}, ...blocks } = uniquelyNamed(stack);
  const { aws_ecs_task_definition: definitions, [canary.type]: groups, ...others } = resource;
  return {
    ...blocks,
    resource: {
      ...others,
      [canary.type]: { ...groups, [canary.name]: canary.arguments },
      ...(definitions && { aws_ecs_task_definition: withContainers(definitions) }),
    },
  };
}

/** The same stack, in which no two resources have one name, whatever their types; references follow. */
function uniquelyNamed(stack: TerraformJson): TerraformJson {
  const known = new Set(addresses(stack));
  const text = JSON.stringify(stack).replaceAll(
    // Not data sources, which keep their names.
    /(?<!data\.|\w)([a-z]\w*)\.(\w+)/g,
    (address: string, type: string, name: string) =>
      known.has(address) ? `${type}.${scannerName(type, name)}` : address,
  );
  const { resource = {}, ...blocks } = JSON.parse(text) as TerraformJson;
  return { ...blocks, resource: mapNames(resource) };
}

function mapNames(resource: Blocks): Blocks {
  return Object.fromEntries(
    Object.entries(resource).map(([type, named]) => [
      type,
      Object.fromEntries(Object.entries(named).map(([name, block]) => [scannerName(type, name), block])),
    ]),
  );
}

/** Policies may stay JSON text; container definitions as text pass every check unseen, so they become blocks. */
function withContainers(definitions: Readonly<Record<string, Arguments>>): Record<string, Arguments> {
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => {
      const containers = parsed(definition.container_definitions);
      return [name, containers ? { ...definition, container_definitions: withoutFalse(containers) } : definition];
    }),
  );
}

/** Undefined for an expression, which nobody can look into before Terraform has evaluated it. */
function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

/** In a block checkov takes any value for true; what is false must be absent. */
function withoutFalse(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFalse);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== false)
      .map(([key, entry]) => [key, withoutFalse(entry)]),
  );
}
