import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import { bucket, bucketKind } from "./bucket";
import { cache, cacheKind } from "./cache";
import { fileSystem, fileSystemKind } from "./file-system";
import { postgres, postgresKind } from "./postgres";
import { queue, queueKind } from "./queue";
import { table, tableKind } from "./table";

/** Every kind of data store; a further one is a file beside `table.ts` and its lines here. */
export const dataKinds = {
  bucket: bucketKind,
  cache: cacheKind,
  fileSystem: fileSystemKind,
  postgres: postgresKind,
  queue: queueKind,
  table: tableKind,
} as const;

export const dataDescription = z.discriminatedUnion("kind", [
  bucketKind.description,
  cacheKind.description,
  fileSystemKind.description,
  postgresKind.description,
  queueKind.description,
  tableKind.description,
]);

type Kinds = typeof dataKinds;
export type DataKind = keyof Kinds;
/** What `application.ts` says of one data store. */
export type DataDescription = DeepReadonly<z.input<typeof dataDescription>>;
/** What an environment says of a data store of that kind. */
export type DataPlace<Kind extends DataKind> = DeepReadonly<z.input<Kinds[Kind]["place"]>>;
/** What a service may do with a data store of that kind. */
export type DataVerb<Kind extends DataKind = DataKind> = Kinds[Kind]["verbs"][number];

type Checked<Kind extends DataKind> = DeepReadonly<
  z.output<Kinds[Kind]["description"]> & z.output<Kinds[Kind]["place"]> & { key: string }
>;
export type BucketData = Checked<"bucket">;
export type CacheData = Checked<"cache">;
export type FileSystemData = Checked<"fileSystem">;
export type PostgresData = Checked<"postgres">;
export type QueueData = Checked<"queue">;
export type TableData = Checked<"table">;
/** A checked data store, discriminated by `kind`. */
export type Data = { [Kind in DataKind]: Checked<Kind> }[DataKind];

export { bucket, cache, fileSystem, postgres, queue, table };
