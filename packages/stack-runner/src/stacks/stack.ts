import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { RunnerError } from "../runner-error";

const CONFIGURATION_FILE = "cdk.tf.json";

/** Terraform's configuration of a stack, in its folder. */
export function configurationFile(folder: string): string {
  return join(folder, CONFIGURATION_FILE);
}

/** One synthesized stack, as it was when the run began: what is synthesized into its folder meanwhile is for the next run. */
export interface Stack {
  readonly id: string;
  /** Ids of the stacks whose outputs it reads. */
  readonly dependencies: readonly string[];
  /** Where Terraform runs. */
  readonly folder: string;
  /** Terraform's configuration: the text of its `cdk.tf.json`. */
  readonly configuration: string;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { readonly dependencies: readonly string[]; readonly workingDirectory: string }>
  >;
}

/** The stacks of an output folder, as CDKTF's manifest lists them. */
export function readStacks(output: string): Stack[] {
  const file = join(output, "manifest.json");
  if (!existsSync(file)) throw new RunnerError(`${file} is missing; synthesis did not write it`);
  const { stacks } = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return Object.entries(stacks).map(([id, { dependencies, workingDirectory }]) => {
    const folder = join(output, workingDirectory);
    return { id, dependencies, folder, configuration: readFileSync(configurationFile(folder), "utf8") };
  });
}

/** The part of the Terraform JSON that the runner reads. */
export interface StackConfiguration {
  readonly terraform: {
    readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    readonly required_providers?: Readonly<Record<string, { readonly source: string; readonly version: string }>>;
  };
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, ResourceConfiguration>>>>;
  readonly data?: {
    readonly terraform_remote_state?: Readonly<
      Record<string, { readonly backend: string; readonly config?: Readonly<Record<string, unknown>> }>
    >;
  };
  readonly output?: Readonly<Record<string, { readonly value?: unknown; readonly "//"?: { readonly kind?: string } }>>;
}

interface ResourceConfiguration {
  readonly "//"?: { readonly metadata?: { readonly path?: string } };
  readonly lifecycle?: { readonly prevent_destroy?: boolean };
  readonly [argument: string]: unknown;
}

export function readConfiguration({ configuration }: Pick<Stack, "configuration">): StackConfiguration {
  return JSON.parse(configuration) as StackConfiguration;
}

/** How a stack reads another one. */
export interface RemoteRead {
  /** Name of the `terraform_remote_state` data source. */
  readonly source: string;
  readonly outputs: ReadonlySet<string>;
}

/** Every data source through which `stack` reads the state of `upstream`, known by where that state lies. */
export function remoteReads(stack: Stack, upstream: Stack): RemoteRead[] {
  const { data } = readConfiguration(stack);
  const { configuration: text } = stack;
  const { backend: backends = {} } = readConfiguration(upstream).terraform;
  return Object.entries(data?.terraform_remote_state ?? {})
    .filter(([, { backend, config = {} }]) =>
      Object.entries(config).every(([name, value]) => isDeepStrictEqual(value, backends[backend]?.[name])),
    )
    .map(([source]) => {
      const outputs = text.matchAll(new RegExp(`terraform_remote_state\\.${source}\\.outputs\\.([\\w-]+)`, "g"));
      return { source, outputs: new Set([...outputs].map(([, name = ""]) => name)) };
    });
}

/** Where each resource stands in the CDKTF app, by its address. */
export function constructPaths(stack: Stack): Record<string, string> {
  const paths: Record<string, string> = {};
  for (const [type, resources] of Object.entries(readConfiguration(stack).resource ?? {})) {
    for (const [name, { "//": comment }] of Object.entries(resources)) {
      if (comment?.metadata?.path) paths[`${type}.${name}`] = comment.metadata.path;
    }
  }
  return paths;
}
