import type { Plan } from "../plan-json/plan";

const REMOTE_STATE = /^data\.terraform_remote_state\.([\w-]+)(?:\[[^\]]*\])?\.outputs\.([\w-]+)/;

/** One place that reads another stack's output. */
export interface RemoteRead {
  /** Name of the `terraform_remote_state` data source. */
  readonly source: string;
  readonly output: string;
  /** Address of the resource, or `output.NAME`. */
  readonly reader: string;
}

/** Everything in a plan's configuration that reads outputs of other stacks. */
export function remoteReads({ configuration }: Plan): RemoteRead[] {
  const { resources = [], outputs = {} } = configuration?.root_module ?? {};
  return [
    ...resources.flatMap(({ address = "", expressions }) => reads(address, expressions)),
    ...Object.entries(outputs).flatMap(([name, { expression }]) => reads(`output.${name}`, expression)),
  ];
}

function reads(reader: string, expressions: unknown): RemoteRead[] {
  const found = new Map<string, RemoteRead>();
  for (const reference of references(expressions)) {
    const [, source, output] = REMOTE_STATE.exec(reference) ?? [];
    if (source && output) found.set(`${source}.${output}`, { source, output, reader });
  }
  return [...found.values()];
}

function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === "references" && Array.isArray(child) ? child.map(String) : references(child),
  );
}
