import { Construct } from "constructs";
import type { PostgresStore } from "./postgres";

export interface ExistingPostgresProps {
  /** Address of its endpoint. */
  readonly host: string;
  readonly port: number;
  readonly databaseName: string;
  /** Secret with its `username` and `password`. */
  readonly secretArn: string;
  readonly securityGroupId: string;
}

/** A Postgres database that somebody else keeps. Services that use it get a rule in its security group. */
export class ExistingPostgres extends Construct implements PostgresStore {
  readonly host: string;
  readonly port: string;
  readonly databaseName: string;
  readonly secretArn: string;
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ExistingPostgresProps) {
    super(scope, id);
    this.host = props.host;
    this.port = `${props.port}`;
    this.databaseName = props.databaseName;
    this.secretArn = props.secretArn;
    this.securityGroupId = props.securityGroupId;
  }
}
