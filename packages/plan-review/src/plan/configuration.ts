import type { ConfigurationModule, Plan } from "./plan";
import { isContainer, listOf } from "./value";

/** Something in a plan's configuration that has expressions: a resource, an output, a call of a module. */
export interface Configured {
  /** `module.a.aws_vpc.main`, `output.name`, `module.a`; without keys of instances. */
  readonly address: string;
  /** `module.a.`, or nothing in the root module: what its references begin with, as addresses. */
  readonly prefix: string;
  readonly expressions: unknown;
  /** Of a resource: `aws`, `aws.replica`, `module.a:aws`. */
  readonly providerKey?: string;
}

/** Everything that is configured, in the root module and in those below it. */
export function configured({ configuration }: Plan): Configured[] {
  return configuration?.root_module ? inModule(configuration.root_module, "") : [];
}

function inModule(
  { resources = [], outputs = {}, module_calls: calls = {} }: ConfigurationModule,
  prefix: string,
): Configured[] {
  return [
    ...resources.map(({ address = "", expressions, provider_config_key: providerKey }) => ({
      address: prefix + address,
      prefix,
      expressions,
      providerKey,
    })),
    ...Object.entries(outputs).map(([name, { expression }]) => ({
      address: `${prefix}output.${name}`,
      prefix,
      expressions: expression,
    })),
    ...Object.entries(calls).flatMap(([name, { expressions, module }]) => [
      { address: `${prefix}module.${name}`, prefix, expressions },
      ...(module ? inModule(module, `${prefix}module.${name}.`) : []),
    ]),
  ];
}

/** What an expression refers to, in Terraform's words: `aws_vpc.main.id`. */
export function referencesIn(expressions: unknown): string[] {
  if (!isContainer(expressions)) return [];
  return Object.entries(expressions).flatMap(([key, child]) =>
    key === "references" ? listOf(child).filter((one) => typeof one === "string") : referencesIn(child),
  );
}

/** An address without the keys of instances, as the configuration has it. */
export function withoutKeys(address: string): string {
  return address.includes("[") ? address.replace(/\[("(?:[^"\\]|\\.)*"|\d+)\]/g, "") : address;
}
