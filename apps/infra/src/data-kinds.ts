import {
  type Data,
  type Environment,
  type FileSystemData,
  kebabCase,
  type QueueData,
  type TableData,
} from "@app/config";
import {
  type DataKind,
  ExistingQueue,
  ExistingSecret,
  existingSecretKind,
  FileSystem,
  fileSystemKind,
  type Grant,
  type OutputSpecifications,
  Queue,
  queueKind,
  Table,
  tableKind,
} from "@app/constructs";
import type { Construct } from "constructs";

type Secret = Environment["secrets"][number];
/** What the data stack holds: data stores and secrets. */
export type Stored = Data | Secret;
type StoredOf<Kind extends Stored["kind"]> = Extract<Stored, { readonly kind: Kind }>;

/** Where the tasks are; only what is reached inside of the VPC asks, and waits for the network with that. */
export type DataNetwork = () => {
  readonly vpcId: string;
  /** Of the tasks, in zone order. */
  readonly subnetIds: readonly string[];
  readonly zones: number;
};

/** How the stacks deal with one kind. */
interface StoredKind<Description> {
  readonly outputs: (key: string) => OutputSpecifications;
  /** Makes it, and returns the values of its outputs. */
  readonly create: (
    scope: Construct,
    description: Description,
    name: string,
    network: DataNetwork,
  ) => Readonly<Record<string, string>>;
  readonly grant: (verb: string, description: Description, published: Readonly<Record<string, string>>) => Grant;
}

/** Every kind of data store and of secret. Adding one is an entry here, beside its construct and its schema. */
const kinds: { readonly [Kind in Stored["kind"]]: StoredKind<StoredOf<Kind>> } = {
  fileSystem: stored(
    fileSystemKind,
    (scope, { key, ...fileSystem }: FileSystemData, name, network) =>
      new FileSystem(scope, kebabCase(key), { ...fileSystem, ...network(), name }),
  ),
  queue: stored(queueKind, (scope, { key, existing, ...queue }: QueueData, name) =>
    existing
      ? new ExistingQueue(scope, kebabCase(key), existing)
      : new Queue(scope, kebabCase(key), { ...queue, name }),
  ),
  table: stored(
    tableKind,
    (scope, { key, ...table }: TableData, name) => new Table(scope, kebabCase(key), { ...table, name }),
  ),
  existing: stored(
    existingSecretKind,
    (scope, { key, name }: Secret) => new ExistingSecret(scope, kebabCase(key), { name }),
  ),
};

function stored<Verb extends string, Store, Description extends { readonly key: string }>(
  kind: DataKind<Verb, Store, NoInfer<Description>>,
  create: (scope: Construct, description: Description, name: string, network: DataNetwork) => Store,
): StoredKind<Description> {
  return {
    outputs: (key) => kind.outputs(key),
    create: (scope, description, name, network) =>
      kind.values(description.key, create(scope, description, name, network)),
    grant: (verb, description, published) => kind.grant(checked(kind, verb), description.key, published, description),
  };
}

function checked<Verb extends string>({ verbs }: DataKind<Verb, never, never>, verb: string): Verb {
  const known = verbs.find((candidate) => candidate === verb);
  if (known === undefined) throw new Error(`"${verb}" is no verb of this kind; it has ${verbs.join(", ")}`);
  return known;
}

/** The entry of a description's own kind. */
export function kindOf(description: Stored): StoredKind<Stored> {
  return kinds[description.kind] as StoredKind<Stored>;
}
