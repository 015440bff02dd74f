import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import type { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { ReplaceableSecurityGroup } from "../network/replaceable-security-group";
import { CachePassword } from "./cache-password";

export interface CacheProps {
  /** Lower case; at most 40 characters. */
  readonly name: string;
  readonly vpcId: string;
  /** Private subnets, in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Version of Valkey: `8.2`. */
  readonly version: string;
  /** `cache.t4g.micro`, billed by the hour for each copy. */
  readonly nodeType: string;
  /** Copies besides the primary one, in other zones; with at least one, failover is automatic. */
  readonly replicas: number;
  readonly port: number;
  /** Without one, whoever reaches the port reads and writes everything. */
  readonly password: boolean;
  /** A higher number generates another password. */
  readonly rotation: number;
  /** Days that daily snapshots are kept; 0 makes none. */
  readonly snapshotRetentionDays: number;
  /** Keeps deleted secrets for 30 days. */
  readonly recoverable: boolean;
  /** Appended to the URL, for clients: `?ssl_cert_reqs=none` where nobody vouches for the server. Default: nothing. */
  readonly urlParameters?: string;
}

/** A Valkey cache in private subnets, encrypted on the wire and at rest, that nobody reaches without a grant. */
export class Cache extends Construct {
  readonly securityGroup: SecurityGroup;
  readonly replicationGroup: ElasticacheReplicationGroup;
  /** Secret with the URL; absent for a cache without a password. */
  readonly urlSecretArn: string | undefined;
  /** The URL of a cache without a password. */
  readonly url: string | undefined;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    const { name, vpcId, subnetIds, password, port, urlParameters = "" } = props;
    const subnetGroup = new ElasticacheSubnetGroup(this, "subnets", {
      name,
      description: "Private subnets",
      subnetIds: [...subnetIds],
    });
    this.securityGroup = new ReplaceableSecurityGroup(this, "Access", {
      name: `${name}-cache`,
      description: "Cache: reached by the services that use it",
      vpcId,
    });
    const access = password ? new CachePassword(this, "Password", props) : undefined;
    this.replicationGroup = this.nodes(subnetGroup, access);
    const place = `${this.replicationGroup.primaryEndpointAddress}:${port}/0${urlParameters}`;
    this.urlSecretArn = access?.urlSecret(place).arn;
    this.url = access ? undefined : `rediss://${place}`;
  }

  private nodes(subnetGroup: ElasticacheSubnetGroup, access: CachePassword | undefined): ElasticacheReplicationGroup {
    const { name, version, nodeType, replicas, port, snapshotRetentionDays } = this.props;
    return new ElasticacheReplicationGroup(this, "Nodes", {
      replicationGroupId: name,
      description: name,
      engine: "valkey",
      engineVersion: version,
      nodeType,
      numCacheClusters: replicas + 1,
      automaticFailoverEnabled: replicas > 0,
      multiAzEnabled: replicas > 0,
      port,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [this.securityGroup.id],
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: access ? [access.userGroup.userGroupId] : undefined,
      snapshotRetentionLimit: snapshotRetentionDays,
      // What was planned and approved is there afterwards, and not in the next maintenance window.
      applyImmediately: true,
    });
  }
}
