import { z } from "zod";
import type { DeepReadonly } from "../deep-readonly";
import type { LimitedName } from "../limited-name";
import { refusal } from "../schema/refusal";
import { POSTGRES_VERSIONS } from "./postgres-versions";

// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
const LONGEST_NAME = 63;
const STORAGE_GIB = { least: 20, most: 65_536 } as const;
const MOST_BACKUP_DAYS = 35;
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html
const MOST_ACU = 256;
// https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_RotationRulesType.html
const MOST_ROTATION_DAYS = 1000;

const name = (what: string) =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      refusal(`is not a name of a ${what}; use at most 63 lower-case letters, digits and _, starting with a letter`),
    );

const storageGiB = z.number().int().min(STORAGE_GIB.least).max(STORAGE_GIB.most);

const capacity = z
  .number()
  .min(0)
  .max(MOST_ACU)
  .multipleOf(0.5, refusal("is no number of capacity units; use halves, like 0.5 or 2"));

/** Whatever it runs on. */
const kept = {
  multiAZ: z
    .boolean()
    .describe("Keeps a second one ready in another zone, which takes over within a minute or two. Doubles the price."),
  backupDays: z
    .number()
    .int()
    .min(1)
    .max(MOST_BACKUP_DAYS)
    .describe("Days that automatic backups are kept; the database can be restored to every moment of them."),
  deletionProtected: z.boolean().describe("Refuses to delete the database."),
  finalSnapshot: z
    .boolean()
    .default(true)
    .describe("Takes a snapshot before the database is deleted. It stays, and is billed, until somebody deletes it."),
  performanceInsights: z
    .boolean()
    .default(false)
    .describe("What the database waits for, by statement, of the last 7 days; free of charge."),
  passwordRotationDays: z
    .number()
    .int()
    .min(1)
    .max(MOST_ROTATION_DAYS)
    .default(365)
    .describe("Days after which RDS changes the password. Tasks that run keep the old one: see the how-to guide."),
};

const instance = z
  .strictObject({
    instanceClass: z
      .string()
      .regex(
        /^db\.[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9-]+$/,
        refusal('is not a class of RDS instances; write it like "db.t4g.micro"'),
      )
      .describe("Size of the instance, like `db.t4g.micro`."),
    storageGiB: storageGiB.default(STORAGE_GIB.least).describe("Storage at first, in GiB (gp3). It never shrinks."),
    maximumStorageGiB: storageGiB
      .optional()
      .describe("GiB up to which storage grows by itself when it is nearly full. Default: it does not grow."),
    ...kept,
  })
  .superRefine(({ storageGiB, maximumStorageGiB }, context) => {
    if (maximumStorageGiB === undefined || maximumStorageGiB > storageGiB) return;
    const message = `${maximumStorageGiB} is not more than the ${storageGiB} GiB of storageGiB; use more, or leave it out`;
    context.addIssue({ code: "custom", path: ["maximumStorageGiB"], message });
  });

const serverless = z.strictObject({
  aurora: z
    .strictObject({
      minimumACU: capacity.describe(
        "Capacity units, of about 2 GiB of memory each, that are there and billed in any case; with 0 it pauses when idle.",
      ),
      maximumACU: capacity
        .min(1, refusal("is less than 1, with which Aurora does not start; use more"))
        .describe("Capacity units up to which it grows under load."),
    })
    .superRefine(({ minimumACU, maximumACU }, context) => {
      if (minimumACU <= maximumACU) return;
      const message = `${minimumACU} is more than the ${maximumACU} of maximumACU; use less`;
      context.addIssue({ code: "custom", path: ["minimumACU"], message });
    })
    .describe("Aurora Serverless v2 instead of an instance: it grows and shrinks with the load."),
  ...kept,
});

const existing = z.strictObject({
  existing: z
    .strictObject({
      host: z
        .string()
        .regex(
          /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/,
          refusal("is not a host name; write the endpoint's address, without protocol and port"),
        )
        .describe("Address of its endpoint."),
      port: z.number().int().min(1).max(65_535).default(5432).describe("Its port."),
      databaseName: name("database").describe("Database in it."),
      secretArn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:[\w/+=.@!-]+$/,
          refusal(
            'is not the ARN of a secret; write it like "arn:aws:secretsmanager:eu-central-1:111111111111:secret:orders-AbCdEf"',
          ),
        )
        .describe("Secret with its `username` and `password`, as RDS keeps it; encrypted with AWS's own key."),
      securityGroupId: z
        .string()
        .regex(
          /^sg-[0-9a-f]{8,17}$/,
          refusal('is not the id of a security group; write it like "sg-0123456789abcdef0"'),
        )
        .describe("Its security group: services that use the database get a rule in it."),
    })
    .describe(
      "A database that exists already and that the tasks' network reaches. Nothing of it is created or changed.",
    ),
});

/** Postgres database. */
export const postgresKind = {
  title: "Postgres database: an RDS instance, or Aurora Serverless v2",
  verbs: ["read-write"],
  description: z.strictObject({
    kind: z.literal("postgres"),
    version: z
      .enum(POSTGRES_VERSIONS, {
        error: ({ input }) =>
          input === undefined
            ? undefined
            : `${JSON.stringify(input)} is no major version that RDS creates; choose one of ${POSTGRES_VERSIONS.map((version) => `"${version}"`).join(", ")}`,
      })
      .describe("Major version. Minor ones come by themselves in the maintenance window."),
    databaseName: name("database").default("app").describe("Database that is created in it, and `PGDATABASE`."),
  }),
  place: z.union([instance, serverless, existing]),
  /** The names that AWS limits most, made of the database's own: a cluster's instances are numbered. */
  limitedNames: (name: string): LimitedName[] => [{ what: "database", name: `${name}-1`, most: LONGEST_NAME }],
  /** Variables that a service which uses the database gets: those that libpq itself reads. */
  // https://www.postgresql.org/docs/17/libpq-envars.html
  variables: (_key: string): string[] => ["PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE", "PGUSER", "PGPASSWORD"],
  /** Those of them that ECS fills from a secret. */
  secretVariables: (_key: string): string[] => ["PGUSER", "PGPASSWORD"],
} as const;

export type PostgresDescription = DeepReadonly<Omit<z.input<typeof postgresKind.description>, "kind">>;

/** A Postgres database: `postgres({ version: "17" })`. */
export function postgres(description: PostgresDescription): PostgresDescription & { readonly kind: "postgres" } {
  return { kind: "postgres", ...description };
}
