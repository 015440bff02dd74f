import { comingValue, type Plan } from "@app/plan-review";
import { readConfiguration, type Stack } from "../stacks/stack";
import type { ComingOutputs } from "./coming-outputs";

/**
 * Values that stand for what is known only after another stack was applied. Each has the form that providers check for
 * (an ARN, a CIDR …), and is told apart from every real value when a review shows it.
 */
export class StandIns {
  private readonly labels = new Map<string, string>();

  /** Outputs of a planned stack, or undefined when the plan changes none. */
  afterPlan(stack: Stack, { output_changes: changes = {}, planned_values: planned }: Plan): ComingOutputs | undefined {
    const changing = Object.entries(changes).filter(([, { actions = [] }]) => actions.some((one) => one !== "no-op"));
    if (changing.length === 0) return undefined;
    const values = Object.entries(planned?.outputs ?? {}).map(([name, { value }]) => [name, value] as const);
    const coming = changing
      .filter(([, { actions = [] }]) => !actions.includes("delete"))
      .map(([name, { before, after, after_unknown: unknown }]) => {
        const shape = after ?? before ?? configuredValue(stack, name);
        return [name, this.filled(stack, name, after, unknown, shape)] as const;
      });
    return {
      stack,
      changing: new Set(changing.map(([name]) => name)),
      values: Object.fromEntries([...values, ...coming]),
    };
  }

  /** Outputs of a stack that was never deployed and is not planned either. */
  ofUndeployed(stack: Stack): ComingOutputs {
    const names = Object.keys(readConfiguration(stack).output ?? {});
    const values = names.map((name) => [name, this.filled(stack, name, undefined, true, configuredValue(stack, name))]);
    return { stack, changing: new Set(names), values: Object.fromEntries(values), isNew: true };
  }

  /** What a stack publishes, with stand-ins for those of the names that it does not. */
  ofMissing(stack: Stack, published: Readonly<Record<string, unknown>>, names: Iterable<string>): ComingOutputs {
    const missing = [...names].filter((name) => !Object.hasOwn(published, name));
    const values = missing.map((name) => [
      name,
      this.filled(stack, name, undefined, true, configuredValue(stack, name)),
    ]);
    return { stack, changing: new Set(missing), values: { ...published, ...Object.fromEntries(values) } };
  }

  /** The text of a plan with every stand-in named for what it stands for. */
  label(planJson: string): string {
    // The longest first: one may be the beginning of another.
    const known = [...this.labels].sort(([a], [b]) => b.length - a.length);
    return known.reduce((text, [value, label]) => text.replaceAll(value, label), planJson);
  }

  private filled(stack: Stack, name: string, value: unknown, unknown: unknown, shape: unknown): unknown {
    if (unknown === undefined || unknown === false) return value;
    if (Array.isArray(shape)) {
      return shape.map((_, index) => {
        const isUnknown = Array.isArray(unknown) ? unknown[index] === true : true;
        return isUnknown ? this.create(stack.id, name, index) : (value as unknown[])[index];
      });
    }
    if (unknown !== true) return value;
    // A number, a switch or an object is stood in for by what it was: no text can pass for it.
    const isText = typeof shape === "string" || shape === undefined || shape === null;
    return isText ? this.create(stack.id, name, undefined) : shape;
  }

  private create(stackId: string, name: string, index: number | undefined): string {
    const value = plausible(`stand-in-${stackId}-${name.replaceAll("_", "-")}`, name, this.labels.size + 1, index);
    this.labels.set(value, comingValue(index === undefined ? name : `${name}[${index}]`, stackId));
    return value;
  }
}

/** A list that one expression makes is told by the output's comment. */
function configuredValue(stack: Stack, name: string): unknown {
  const { value, "//": comment } = readConfiguration(stack).output?.[name] ?? {};
  return comment?.kind === "list" && !Array.isArray(value) ? [value] : value;
}

/** A value that passes for what its name says. `number` keeps addresses apart. */
function plausible(label: string, name: string, number: number, index: number | undefined): string {
  const unique = index === undefined ? label : `${label}-${index}`;
  if (/_arns?$/.test(name)) return `arn:aws:stand-in:us-east-1:000000000000:${unique}`;
  // Ranges reserved for documentation: https://www.rfc-editor.org/rfc/rfc5737
  if (/cidr/.test(name)) return `198.51.100.${number}/32`;
  if (/_ips?$/.test(name)) return `203.0.113.${number}`;
  // At most 32 characters: https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
  if (/zone_id$/.test(name)) return `ZSTANDIN${`${number}`.padStart(6, "0")}`;
  // A registry's URL has no scheme.
  if (/repository_url$/.test(name)) return `${unique}.invalid/repository`;
  if (/url$/.test(name)) return `https://${unique}.invalid`;
  if (/prefix_list_id/.test(name)) return `pl-${unique}`;
  if (/security_group_id/.test(name)) return `sg-${unique}`;
  if (/subnet_ids?$/.test(name)) return `subnet-${unique}`;
  return unique;
}
