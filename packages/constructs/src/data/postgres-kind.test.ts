import { database } from "../testing/database";
import { oneStack } from "../testing/one-stack";
import { readSecrets } from "../workload/read-secrets";
import { TaskSecurityGroup } from "../workload/task-security-group";
import { ExistingPostgres } from "./existing-postgres";
import { PostgresCluster } from "./postgres-cluster";
import { PostgresInstance } from "./postgres-instance";
import { postgresKind } from "./postgres-kind";

const SECRET = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:rds!db-1234-AbCdEf";
const HOST = "shop-test-orders.abcdefghijkl.eu-central-1.rds.amazonaws.com";
const GROUP = "sg-0123456789abcdef0";
const published = {
  ordersDatabaseHost: HOST,
  ordersDatabasePort: "5432",
  ordersDatabaseName: "app",
  ordersDatabaseSecretArn: SECRET,
  ordersDatabaseSecurityGroupId: GROUP,
};
const grant = () => postgresKind.grant("read-write", "orders", published, {});

describe("a grant of a database", () => {
  it.each(postgresKind.verbs)("to %s is exactly its address, its user and password, and the way to it", (verb) => {
    expect(postgresKind.grant(verb, "orders", published, {})).toEqual({
      statements: [],
      variables: { PGHOST: HOST, PGPORT: "5432", PGDATABASE: "app", PGSSLMODE: "require" },
      secrets: { PGUSER: `${SECRET}:username::`, PGPASSWORD: `${SECRET}:password::` },
      connections: [{ id: "orders", description: "Postgres of orders", securityGroupId: GROUP, port: 5432 }],
      endpoints: ["secretsmanager"],
    });
  });

  it("has no verb that would promise less than the password allows", () => {
    expect(postgresKind.verbs).toEqual(["read-write"]);
  });

  it("lets the execution role read exactly this secret", () => {
    expect(readSecrets(Object.values(grant().secrets))).toEqual([
      { sid: "ReadSecrets", actions: ["secretsmanager:GetSecretValue"], resources: [SECRET] },
    ]);
  });

  it("opens the database's port to the tasks, and the tasks' group to the database, on both sides", () => {
    const { resource } = oneStack((stack) => {
      new TaskSecurityGroup(stack, "tasks", {
        name: "shop-test",
        vpcId: "vpc-1",
        prefixListIds: {},
        httpsCidr: "10.0.0.0/16",
        connections: grant().connections,
      });
    });
    const tasks = "${aws_security_group.tasks.id}";
    const rule = { from_port: 5432, to_port: 5432, ip_protocol: "tcp" };
    expect(resource.aws_vpc_security_group_ingress_rule).toMatchObject({
      tasks_store_orders_in: { security_group_id: GROUP, referenced_security_group_id: tasks, ...rule },
    });
    expect(resource.aws_vpc_security_group_egress_rule).toMatchObject({
      tasks_store_orders_out: { security_group_id: tasks, referenced_security_group_id: GROUP, ...rule },
    });
  });

  it("works from what the database's stack publishes, and says so when that is missing", () => {
    const { locals } = oneStack((stack) => {
      const props = { ...database, instanceClass: "db.t4g.micro", storageGiB: 20 };
      stack.show(postgresKind.values("orders", new PostgresInstance(stack, "orders", props)));
    });
    expect(locals).toEqual({
      ordersDatabaseHost: "${aws_db_instance.orders.address}",
      ordersDatabasePort: "${aws_db_instance.orders.port}",
      ordersDatabaseName: "app",
      ordersDatabaseSecretArn: "${aws_db_instance.orders.master_user_secret[0].secret_arn}",
      ordersDatabaseSecurityGroupId: "${aws_security_group.orders.id}",
    });
    expect(Object.keys(postgresKind.outputs("orders")).sort()).toEqual(Object.keys(locals).sort());
    expect(() => postgresKind.grant("read-write", "bills", published, {})).toThrow(
      'the stack of the data publishes no "billsDatabaseSecretArn"',
    );
  });

  it("is the same of Aurora", () => {
    const { locals } = oneStack((stack) => {
      const props = { ...database, aurora: { minimumACU: 0.5, maximumACU: 4 } };
      stack.show(postgresKind.values("orders", new PostgresCluster(stack, "orders", props)));
    });
    expect(locals).toMatchObject({
      ordersDatabaseHost: "${aws_rds_cluster.orders.endpoint}",
      ordersDatabasePort: "${aws_rds_cluster.orders.port}",
      ordersDatabaseSecretArn: "${aws_rds_cluster.orders.master_user_secret[0].secret_arn}",
    });
  });

  it("is the same of a database that exists, which nothing creates", () => {
    const { locals, resource } = oneStack((stack) => {
      const props = { host: HOST, port: 6432, databaseName: "crm", secretArn: SECRET, securityGroupId: GROUP };
      stack.show(postgresKind.values("orders", new ExistingPostgres(stack, "orders", props)));
    });
    expect(resource).toEqual({});
    expect(locals).toMatchObject({ ordersDatabasePort: "6432", ordersDatabaseName: "crm" });
  });
});
