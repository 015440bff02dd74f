import type { OutputSpecification } from "../stack/contract";
import type { Grant } from "./grant";

/** Outputs of one data store, named by its key: `notesTableName`. */
export type DataOutputs = Readonly<Record<string, OutputSpecification<"text">>>;

/**
 * A kind of data store. The store and the services that use it live in different stacks, so a grant is made of what the
 * store's stack publishes, and of what the description says.
 */
export interface DataKind<Verb extends string, Store, Description = unknown> {
  /** What a service may ask for. */
  readonly verbs: readonly Verb[];
  /** What the stack of the store publishes of it. */
  outputs(key: string): DataOutputs;
  /** The values of these outputs. */
  values(key: string, store: Store): Readonly<Record<string, string>>;
  /** What a verb gives a service. `outputs` are the published values, as the stack of the service reads them. */
  grant(verb: Verb, key: string, outputs: Readonly<Record<string, string>>, description: Description): Grant;
}

/** Reads one published value. */
export function published(outputs: Readonly<Record<string, string>>, name: string): string {
  const value = outputs[name];
  if (value === undefined) {
    throw new Error(`the stack of the data publishes no "${name}"; spread the kind's outputs(key) into its outputs`);
  }
  return value;
}
