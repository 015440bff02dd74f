import { Token } from "cdktf";
import { text } from "../stack/contract";
import { type DataKind, published } from "./data-kind";
import { noGrant } from "./grant";
import type { PostgresStore } from "./postgres";

/** One user owns the database: who knows its password may do everything in it, so there is no verb that promises less. */
export type PostgresVerb = "read-write";

/**
 * Postgres databases: libpq's own variables, so that psycopg and SQLAlchemy need no code. ECS reads user and password from
 * the database's secret; the application itself gets no right to it, and none to RDS.
 */
// https://www.postgresql.org/docs/17/libpq-envars.html
export const postgresKind: DataKind<PostgresVerb, PostgresStore> = {
  verbs: ["read-write"],

  outputs: (key) => ({
    [`${key}DatabaseHost`]: text(`Address of the database ${key}`),
    [`${key}DatabasePort`]: text(`Port of the database ${key}`),
    [`${key}DatabaseName`]: text(`Name of the database in ${key}`),
    [`${key}DatabaseSecretArn`]: text(`ARN of the secret with user and password of the database ${key}`),
    [`${key}DatabaseSecurityGroupId`]: text(`Security group of the database ${key}`),
  }),

  values: (key, { host, port, databaseName, secretArn, securityGroupId }) => ({
    [`${key}DatabaseHost`]: host,
    [`${key}DatabasePort`]: port,
    [`${key}DatabaseName`]: databaseName,
    [`${key}DatabaseSecretArn`]: secretArn,
    [`${key}DatabaseSecurityGroupId`]: securityGroupId,
  }),

  grant(_verb, key, outputs) {
    const secretArn = published(outputs, `${key}DatabaseSecretArn`);
    const port = published(outputs, `${key}DatabasePort`);
    return {
      ...noGrant,
      variables: {
        PGHOST: published(outputs, `${key}DatabaseHost`),
        PGPORT: port,
        PGDATABASE: published(outputs, `${key}DatabaseName`),
        // Encrypts. `verify-full` also asks who answers, and needs AWS's authorities in the image.
        PGSSLMODE: "require",
      },
      // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html
      secrets: { PGUSER: `${secretArn}:username::`, PGPASSWORD: `${secretArn}:password::` },
      connections: [
        {
          id: key,
          description: `Postgres of ${key}`,
          securityGroupId: published(outputs, `${key}DatabaseSecurityGroupId`),
          port: Token.isUnresolved(port) ? Token.asNumber(port) : Number(port),
        },
      ],
      endpoints: ["secretsmanager"],
    };
  },
};
