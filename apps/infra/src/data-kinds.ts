import {
  type BucketData,
  bucketName,
  type CacheData,
  type Data,
  type Environment,
  type ExistingSecretEntry,
  type FileSystemData,
  type GeneratedSecretEntry,
  isProtected,
  kebabCase,
  type PostgresData,
  type QueueData,
  resourceName,
  type Secret,
  type TableData,
} from "@app/config";
import {
  Bucket,
  bucketKind,
  Cache,
  cacheKind,
  type DataKind,
  ExistingBucket,
  ExistingCache,
  ExistingPostgres,
  ExistingQueue,
  ExistingSecret,
  FileSystem,
  fileSystemKind,
  GeneratedSecret,
  type Grant,
  type OutputSpecifications,
  PostgresCluster,
  PostgresInstance,
  postgresKind,
  Queue,
  queueKind,
  secretKind,
  Table,
  TableAlarms,
  tableKind,
} from "@app/constructs";
import type { Construct } from "constructs";

/** What the data stack holds: data stores and secrets. */
export type Stored = Data | Secret;
type StoredOf<Kind extends Stored["kind"]> = Extract<Stored, { readonly kind: Kind }>;

/** Where it is made, besides the scope. */
export interface Surroundings {
  readonly environment: Environment;
  /** Where the tasks are. Whoever asks makes the data stack wait for the network's. */
  readonly network: () => {
    readonly vpcId: string;
    /** Of the tasks, in zone order. */
    readonly subnetIds: readonly string[];
    readonly zones: number;
  };
  /** Whoever asks makes the data stack wait for the cluster's. */
  readonly alarmTopicArn: () => string;
}

/** How the stacks deal with one kind. */
interface StoredKind<Description> {
  readonly outputs: (key: string) => OutputSpecifications;
  /** Makes it, and returns the values of its outputs. */
  readonly create: (
    scope: Construct,
    description: Description,
    surroundings: Surroundings,
  ) => Readonly<Record<string, string>>;
  readonly grant: (verb: string, description: Description, published: Readonly<Record<string, string>>) => Grant;
}

/** Every kind of data store and of secret. Adding one is an entry here, beside its construct and its schema. */
const kinds: { readonly [Kind in Stored["kind"]]: StoredKind<StoredOf<Kind>> } = {
  bucket: stored(bucketKind, (scope, { key, ...bucket }: BucketData, { environment }) =>
    "existing" in bucket
      ? new ExistingBucket(scope, kebabCase(key), bucket.existing)
      : new Bucket(scope, kebabCase(key), { ...bucket, name: bucketName(environment, kebabCase(key)) }),
  ),
  cache: stored(cacheKind, (scope, { key, existing, ...cache }: CacheData, { environment, network }) => {
    if (existing) return new ExistingCache(scope, kebabCase(key), existing);
    const { vpcId, subnetIds } = network();
    return new Cache(scope, kebabCase(key), {
      ...cache,
      name: named(environment, key),
      recoverable: isProtected(environment),
      vpcId,
      subnetIds,
      // Nobody vouches for the emulator's servers: https://redis.readthedocs.io/en/stable/connections.html#redis.Redis.from_url
      urlParameters: environment.aws.emulated ? "?ssl_cert_reqs=none" : undefined,
    });
  }),
  fileSystem: stored(
    fileSystemKind,
    (scope, { key, ...fileSystem }: FileSystemData, { environment, network }) =>
      new FileSystem(scope, kebabCase(key), { ...fileSystem, ...network(), name: named(environment, key) }),
  ),
  postgres: stored(postgresKind, (scope, { key, ...postgres }: PostgresData, { environment, network }) => {
    if ("existing" in postgres) return new ExistingPostgres(scope, kebabCase(key), postgres.existing);
    const { vpcId, subnetIds } = network();
    const props = { vpcId, subnetIds, name: named(environment, key) };
    return "aurora" in postgres
      ? new PostgresCluster(scope, kebabCase(key), { ...postgres, ...props })
      : new PostgresInstance(scope, kebabCase(key), { ...postgres, ...props });
  }),
  queue: stored(queueKind, (scope, { key, existing, ...queue }: QueueData, { environment }) =>
    existing
      ? new ExistingQueue(scope, kebabCase(key), existing)
      : new Queue(scope, kebabCase(key), { ...queue, name: named(environment, key) }),
  ),
  table: stored(tableKind, (scope, { key, ...table }: TableData, { environment, alarmTopicArn }) => {
    const name = named(environment, key);
    const made = new Table(scope, kebabCase(key), { ...table, name });
    new TableAlarms(scope, `${kebabCase(key)}-alarm`, {
      name,
      topicArn: alarmTopicArn(),
      tableName: made.table.name,
      indexNames: Object.keys(table.indexes).sort(),
    });
    return made;
  }),
  existing: stored(
    secretKind,
    (scope, { key, name }: ExistingSecretEntry) => new ExistingSecret(scope, kebabCase(key), { name }),
  ),
  generated: stored(
    secretKind,
    (scope, { key, ...secret }: GeneratedSecretEntry, { environment }) =>
      new GeneratedSecret(scope, kebabCase(key), { ...secret, recoverable: isProtected(environment) }),
  ),
};

function stored<Verb extends string, Store, Description extends { readonly key: string }>(
  kind: DataKind<Verb, Store, NoInfer<Description>>,
  create: (scope: Construct, description: Description, surroundings: Surroundings) => Store,
): StoredKind<Description> {
  return {
    outputs: (key) => kind.outputs(key),
    create: (scope, description, surroundings) =>
      kind.values(description.key, create(scope, description, surroundings)),
    grant: (verb, description, published) => kind.grant(checked(kind, verb), description.key, published, description),
  };
}

function named(environment: Environment, key: string): string {
  return resourceName(environment, kebabCase(key));
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
