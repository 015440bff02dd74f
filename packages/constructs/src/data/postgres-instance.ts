import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";
import {
  MASTER_USERNAME,
  PasswordRotation,
  PERFORMANCE_INSIGHTS_DAYS,
  type PostgresProps,
  type PostgresStore,
  TLS_ONLY,
} from "./postgres";
import { PostgresNetwork } from "./postgres-network";

export interface PostgresInstanceProps extends PostgresProps {
  /** `db.t4g.micro` */
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** GiB up to which storage grows by itself. Default: it does not. */
  readonly maximumStorageGiB?: number;
}

/** A Postgres database on an RDS instance: private, encrypted, over TLS only, its password made and kept by RDS. */
export class PostgresInstance extends Construct implements PostgresStore {
  readonly instance: DbInstance;
  readonly host: string;
  readonly port: string;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: PostgresInstanceProps) {
    super(scope, id);
    const { name, version, databaseName, performanceInsights } = props;
    const { subnetGroup, securityGroup } = new PostgresNetwork(this, "Network", props);
    const parameters = new DbParameterGroup(this, "Parameters", {
      namePrefix: `${name}-`,
      family: `postgres${version}`,
      parameter: TLS_ONLY,
      // Another major version is another family, and the old group is in use until the database has moved.
      lifecycle: { createBeforeDestroy: true },
    });
    this.instance = new DbInstance(this, "Instance", {
      identifier: name,
      engine: "postgres",
      engineVersion: version,
      autoMinorVersionUpgrade: true,
      // The description names the major version; a plan shows the upgrade before it happens.
      allowMajorVersionUpgrade: true,
      // What was approved is done by the deploy, not at night.
      applyImmediately: true,
      instanceClass: props.instanceClass,
      storageType: "gp3",
      allocatedStorage: props.storageGiB,
      maxAllocatedStorage: props.maximumStorageGiB,
      storageEncrypted: true,
      multiAz: props.multiAZ,
      dbName: databaseName,
      username: MASTER_USERNAME,
      manageMasterUserPassword: true,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      publiclyAccessible: false,
      parameterGroupName: parameters.name,
      backupRetentionPeriod: props.backupDays,
      copyTagsToSnapshot: true,
      deletionProtection: props.deletionProtected,
      skipFinalSnapshot: !props.finalSnapshot,
      // Of a second database of this name there may be a second one.
      finalSnapshotIdentifier: props.finalSnapshot ? `${name}-${securityGroup.id}` : undefined,
      performanceInsightsEnabled: performanceInsights,
      performanceInsightsRetentionPeriod: performanceInsights ? PERFORMANCE_INSIGHTS_DAYS : undefined,
    });
    this.host = this.instance.address;
    this.port = `\${${this.instance.fqn}.port}`;
    this.databaseName = databaseName;
    this.secretArn = this.instance.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.id;
    new PasswordRotation(this, "Password", { secretArn: this.secretArn, days: props.passwordRotationDays });
  }
}
