import {
  type CacheData,
  type Data,
  type ExistingSecretEntry,
  type GeneratedSecretEntry,
  kebabCase,
  type QueueData,
  type Secret,
  type TableData,
} from "@app/config";
import {
  Cache,
  cacheKind,
  type DataKind,
  ExistingCache,
  ExistingQueue,
  ExistingSecret,
  GeneratedSecret,
  type Grant,
  type OutputSpecifications,
  Queue,
  queueKind,
  secretKind,
  Table,
  tableKind,
} from "@app/constructs";
import type { Construct } from "constructs";

/** What the data stack holds: data stores and secrets. */
export type Stored = Data | Secret;
type StoredOf<Kind extends Stored["kind"]> = Extract<Stored, { readonly kind: Kind }>;

/** What a store may need to know of its environment. */
export interface Surroundings {
  /** Whether what is deleted by mistake must be there to be restored. */
  readonly recoverable: boolean;
  /** Whether the account is emulated, with servers that nobody vouches for. */
  readonly emulated: boolean;
  /** Where servers stand; asked for by those kinds only that have one, for the data stack waits for it then. */
  readonly network: () => { readonly vpcId: string; readonly privateSubnetIds: readonly string[] };
}

/** How the stacks deal with one kind. */
interface StoredKind<Description> {
  readonly outputs: (key: string) => OutputSpecifications;
  /** Makes it, and returns the values of its outputs. */
  readonly create: (
    scope: Construct,
    description: Description,
    name: string,
    surroundings: Surroundings,
  ) => Readonly<Record<string, string>>;
  readonly grant: (verb: string, description: Description, published: Readonly<Record<string, string>>) => Grant;
}

/** Every kind of data store and of secret. Adding one is an entry here, beside its construct and its schema. */
const kinds: { readonly [Kind in Stored["kind"]]: StoredKind<StoredOf<Kind>> } = {
  cache: stored(cacheKind, (scope, { key, existing, ...cache }: CacheData, name, { network, emulated, recoverable }) =>
    existing
      ? new ExistingCache(scope, kebabCase(key), existing)
      : new Cache(scope, kebabCase(key), {
          ...cache,
          name,
          recoverable,
          vpcId: network().vpcId,
          subnetIds: network().privateSubnetIds,
          // https://redis.readthedocs.io/en/stable/connections.html#redis.Redis.from_url
          urlParameters: emulated ? "?ssl_cert_reqs=none" : undefined,
        }),
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
    secretKind,
    (scope, { key, name }: ExistingSecretEntry) => new ExistingSecret(scope, kebabCase(key), { name }),
  ),
  generated: stored(
    secretKind,
    (scope, { key, ...secret }: GeneratedSecretEntry, _name, { recoverable }) =>
      new GeneratedSecret(scope, kebabCase(key), { ...secret, recoverable }),
  ),
};

function stored<Verb extends string, Store, Description extends { readonly key: string }>(
  kind: DataKind<Verb, Store, NoInfer<Description>>,
  create: (scope: Construct, description: Description, name: string, surroundings: Surroundings) => Store,
): StoredKind<Description> {
  return {
    outputs: (key) => kind.outputs(key),
    create: (scope, description, ...others) => kind.values(description.key, create(scope, description, ...others)),
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
