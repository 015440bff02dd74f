import type { PolicyStatement } from "../policy/policy-document";

/** A connection that a task opens to a data store or to another service: a security group rule on both sides. */
export interface Connection {
  /** Names the rules: `orders`, the key of the data store or service. */
  readonly id: string;
  /** Default: a data store. */
  readonly to?: "store" | "service";
  readonly description: string;
  /** Security group of the other side. */
  readonly securityGroupId: string;
  readonly port: number;
}

/** A file system that is mounted into the container. */
export interface GrantedVolume {
  /** Names the volume in the task. */
  readonly name: string;
  /** Where the container finds it. */
  readonly path: string;
  readonly fileSystemId: string;
  readonly accessPointId: string;
  readonly readOnly: boolean;
}

/** What one use of a data store, or one call of another service, gives a service. Nothing else grants anything. */
export interface Grant {
  /** What the application's role may do. */
  readonly statements: readonly PolicyStatement[];
  /** Environment variables: `NOTES_TABLE_NAME` → value. */
  readonly variables: Readonly<Record<string, string>>;
  /** Environment variables that ECS fills from Secrets Manager: `PGPASSWORD` → ARN, or `ARN:key::` for a key of a JSON secret. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly connections: readonly Connection[];
  /** Default: none. */
  readonly volumes?: readonly GrantedVolume[];
  /** VPC endpoints needed where there is no NAT, by AWS's service name: `dynamodb`. */
  readonly endpoints: readonly string[];
}

/** A grant of nothing, to be spread under what a kind does give. */
export const noGrant: Grant = { statements: [], variables: {}, secrets: {}, connections: [], endpoints: [] };
