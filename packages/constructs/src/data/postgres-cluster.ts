import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import { RdsClusterInstance } from "@cdktf/provider-aws/lib/rds-cluster-instance";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
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

export interface PostgresClusterProps extends PostgresProps {
  /** Aurora capacity units of about 2 GiB of memory each. */
  readonly aurora: { readonly minimumACU: number; readonly maximumACU: number };
}

/** A Postgres database on Aurora Serverless v2, whose size follows the load. Else like {@link PostgresInstance}. */
export class PostgresCluster extends Construct implements PostgresStore {
  readonly cluster: RdsCluster;
  readonly host: string;
  readonly port: string;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly securityGroupId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PostgresClusterProps,
  ) {
    super(scope, id);
    const { name, version, databaseName, aurora } = props;
    const { subnetGroup, securityGroup } = new PostgresNetwork(this, "Network", props);
    const parameters = new RdsClusterParameterGroup(this, "Parameters", {
      namePrefix: `${name}-`,
      family: `aurora-postgresql${version}`,
      parameter: TLS_ONLY,
      // Another major version is another family, and the old group is in use until the database has moved.
      lifecycle: { createBeforeDestroy: true },
    });
    this.cluster = new RdsCluster(this, "Cluster", {
      clusterIdentifier: name,
      engine: "aurora-postgresql",
      // Serverless v2 is a class of instances of a cluster of this mode.
      engineMode: "provisioned",
      engineVersion: version,
      // The description names the major version; a plan shows the upgrade before it happens.
      allowMajorVersionUpgrade: true,
      // What was approved is done by the deploy, not at night.
      applyImmediately: true,
      databaseName,
      masterUsername: MASTER_USERNAME,
      manageMasterUserPassword: true,
      dbSubnetGroupName: subnetGroup.name,
      vpcSecurityGroupIds: [securityGroup.id],
      dbClusterParameterGroupName: parameters.name,
      storageEncrypted: true,
      backupRetentionPeriod: props.backupDays,
      copyTagsToSnapshot: true,
      deletionProtection: props.deletionProtected,
      skipFinalSnapshot: !props.finalSnapshot,
      // Of a second database of this name there may be a second one.
      finalSnapshotIdentifier: props.finalSnapshot ? `${name}-${securityGroup.id}` : undefined,
      serverlessv2ScalingConfiguration: { minCapacity: aurora.minimumACU, maxCapacity: aurora.maximumACU },
    });
    this.instances();
    this.host = this.cluster.endpoint;
    this.port = `\${${this.cluster.fqn}.port}`;
    this.databaseName = databaseName;
    this.secretArn = this.cluster.masterUserSecret.get(0).secretArn;
    this.securityGroupId = securityGroup.id;
    new PasswordRotation(this, "Password", { secretArn: this.secretArn, days: props.passwordRotationDays });
  }

  /** Storage lies in three zones in any case; a second instance takes over when the first one's zone fails. */
  private instances(): void {
    const { name, multiAZ, performanceInsights } = this.props;
    for (const number of multiAZ ? [1, 2] : [1]) {
      new RdsClusterInstance(this, `instance-${number}`, {
        identifier: `${name}-${number}`,
        clusterIdentifier: this.cluster.id,
        engine: this.cluster.engine,
        engineVersion: this.cluster.engineVersion,
        instanceClass: "db.serverless",
        autoMinorVersionUpgrade: true,
        applyImmediately: true,
        publiclyAccessible: false,
        copyTagsToSnapshot: true,
        performanceInsightsEnabled: performanceInsights,
        performanceInsightsRetentionPeriod: performanceInsights ? PERFORMANCE_INSIGHTS_DAYS : undefined,
      });
    }
  }
}
