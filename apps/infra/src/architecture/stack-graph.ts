import type { SynthesizedApp } from "../synthesized-app";

export interface StackNode {
  readonly id: string;
  /** Resource types, most frequent first: `aws_subnet` → 6. */
  readonly resources: readonly { readonly type: string; readonly count: number }[];
}

export interface StackEdge {
  readonly from: string;
  readonly to: string;
  /** Outputs of `from` that `to` reads. */
  readonly outputs: readonly string[];
}

export interface StackGraph {
  readonly nodes: readonly StackNode[];
  readonly edges: readonly StackEdge[];
}

/** What the synthesized stacks hold and what they read from each other. */
export function stackGraph({ files }: SynthesizedApp): StackGraph {
  const stacks = Object.entries(files).sort(([a], [b]) => a.localeCompare(b));
  return {
    nodes: stacks.map(([id, file]) => ({ id, resources: resourcesOf(file) })),
    edges: stacks.flatMap(([id, file]) => edgesInto(id, file)),
  };
}

function resourcesOf(file: string): StackNode["resources"] {
  const { resource = {} } = JSON.parse(file) as { resource?: Record<string, object> };
  return Object.entries(resource)
    .map(([type, blocks]) => ({ type, count: Object.keys(blocks).length }))
    .sort((a, b) => b.count - a.count || a.type.localeCompare(b.type));
}

function edgesInto(to: string, file: string): StackEdge[] {
  const outputsByProducer = new Map<string, Set<string>>();
  for (const [, from = "", output = ""] of file.matchAll(/data\.terraform_remote_state\.(\w+)\.outputs\.(\w+)/g)) {
    const producer = from.replaceAll("_", "-");
    outputsByProducer.set(producer, (outputsByProducer.get(producer) ?? new Set()).add(output));
  }
  return [...outputsByProducer].sort().map(([from, outputs]) => ({ from, to, outputs: [...outputs].sort() }));
}
