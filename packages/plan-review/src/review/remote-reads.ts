import { configured, referencesIn } from "../plan/configuration";
import type { Plan } from "../plan/plan";

const REMOTE_STATE = /^data\.terraform_remote_state\.([\w-]+)(?:\[[^\]]*\])?\.outputs(?:\.([\w-]+)|\["([^"\\]+)"\])/;

/** One place that reads another stack's output. */
export interface RemoteRead {
  /** Name of the `terraform_remote_state` data source. */
  readonly source: string;
  readonly output: string;
  /** Address of the resource, of the module that is called with it, or `output.NAME`. */
  readonly reader: string;
}

/** Everything in a plan's configuration that reads outputs of other stacks, each once. */
export function remoteReads(plan: Plan): RemoteRead[] {
  return configured(plan).flatMap(({ address: reader, expressions }) => {
    const found = new Map<string, RemoteRead>();
    for (const reference of referencesIn(expressions)) {
      const [, source, plain, quoted] = REMOTE_STATE.exec(reference) ?? [];
      const output = plain ?? quoted;
      if (source && output) found.set(`${source}.${output}`, { source, output, reader });
    }
    return [...found.values()];
  });
}
