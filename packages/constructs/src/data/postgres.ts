import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct } from "constructs";
import type { PostgresNetworkProps } from "./postgres-network";

/** What every database is told, whatever it runs on. */
export interface PostgresProps extends PostgresNetworkProps {
  /** Major version: `17`. */
  readonly version: string;
  /** Database that is created in it. */
  readonly databaseName: string;
  /** Keeps a second one ready in another zone. */
  readonly multiAZ: boolean;
  /** Days that automatic backups are kept, 1 to 35. */
  readonly backupDays: number;
  /** Refuses deletion, by Terraform and by hand. */
  readonly deletionProtected: boolean;
  /** Takes a snapshot before it is deleted. */
  readonly finalSnapshot: boolean;
  /** What it waits for, by statement, of the last 7 days. */
  readonly performanceInsights: boolean;
  /** Days after which RDS changes the password. */
  readonly passwordRotationDays: number;
}

/** What a service must know of a database, wherever it is. */
export interface PostgresStore {
  readonly host: string;
  readonly port: string;
  readonly databaseName: string;
  /** JSON with `username` and `password`. */
  readonly secretArn: string;
  readonly securityGroupId: string;
}

/** RDS keeps `rdsadmin` for itself, and takes this one. */
export const MASTER_USERNAME = "postgres";
/** Days that are free of charge. */
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.cost.html
export const PERFORMANCE_INSIGHTS_DAYS = 7;
/** Sends whoever comes without TLS away. Needs no restart. */
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/PostgreSQL.Concepts.General.SSL.html
export const TLS_ONLY = [{ name: "rds.force_ssl", value: "1" }];

/** RDS makes the password, keeps it in Secrets Manager and changes it: every 7 days, if nobody says otherwise. */
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
export class PasswordRotation extends Construct {
  constructor(scope: Construct, id: string, { secretArn, days }: { secretArn: string; days: number }) {
    super(scope, id);
    new SecretsmanagerSecretRotation(this, "Rotation", {
      secretId: secretArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: days },
    });
  }
}
