import { database } from "../testing/database";
import { oneStack, type TestStack } from "../testing/one-stack";
import { PostgresCluster, type PostgresClusterProps } from "./postgres-cluster";
import { PostgresInstance, type PostgresInstanceProps } from "./postgres-instance";

const made = (changes: Partial<PostgresInstanceProps> = {}) =>
  oneStack((stack: TestStack) => {
    new PostgresInstance(stack, "orders", { ...database, instanceClass: "db.t4g.micro", storageGiB: 20, ...changes });
  }).resource;
const instance = (changes?: Partial<PostgresInstanceProps>) => made(changes).aws_db_instance?.orders;

const clustered = (changes: Partial<PostgresClusterProps> = {}) =>
  oneStack((stack: TestStack) => {
    new PostgresCluster(stack, "orders", { ...database, aurora: { minimumACU: 0.5, maximumACU: 4 }, ...changes });
  }).resource;
const cluster = (changes?: Partial<PostgresClusterProps>) => clustered(changes).aws_rds_cluster?.orders;

describe("a Postgres instance", () => {
  it("is what the description and the environment say", () => {
    expect(instance()).toMatchObject({
      identifier: "shop-test-orders",
      engine: "postgres",
      engine_version: "17",
      auto_minor_version_upgrade: true,
      instance_class: "db.t4g.micro",
      storage_type: "gp3",
      allocated_storage: 20,
      multi_az: false,
      db_name: "app",
      backup_retention_period: 7,
    });
    expect(instance()).not.toHaveProperty("max_allocated_storage");
    expect(instance({ maximumStorageGiB: 100, multiAZ: true })).toMatchObject({
      max_allocated_storage: 100,
      multi_az: true,
    });
  });

  it("encrypts what it keeps, and sends whoever comes without TLS away", () => {
    const { aws_db_instance, aws_db_parameter_group } = made();
    expect(aws_db_instance?.orders?.storage_encrypted).toBe(true);
    expect(aws_db_instance?.orders?.parameter_group_name).toBe("${aws_db_parameter_group.orders.name}");
    expect(aws_db_parameter_group?.orders).toMatchObject({
      family: "postgres17",
      parameter: [{ name: "rds.force_ssl", value: "1" }],
    });
  });

  it("stands in private subnets, and lets nobody in by itself", () => {
    const { aws_db_subnet_group, aws_security_group, aws_vpc_security_group_ingress_rule } = made();
    expect(aws_db_subnet_group?.orders?.subnet_ids).toEqual(["subnet-a", "subnet-b"]);
    expect(instance()).toMatchObject({
      publicly_accessible: false,
      db_subnet_group_name: "${aws_db_subnet_group.orders.name}",
      vpc_security_group_ids: ["${aws_security_group.orders.id}"],
    });
    expect(aws_security_group?.orders).not.toHaveProperty("ingress");
    expect(aws_vpc_security_group_ingress_rule).toBeUndefined();
  });

  it("has a password that RDS makes, keeps and changes, and that no state holds", () => {
    const { aws_secretsmanager_secret_rotation } = made({ passwordRotationDays: 90 });
    expect(instance()).toMatchObject({ username: "postgres", manage_master_user_password: true });
    expect(instance()).not.toHaveProperty("password");
    expect(aws_secretsmanager_secret_rotation?.orders).toMatchObject({
      secret_id: "${aws_db_instance.orders.master_user_secret[0].secret_arn}",
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 90 },
    });
  });

  it("is protected, and leaves a snapshot behind, as asked for", () => {
    expect(instance()).toMatchObject({
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "shop-test-orders-${aws_security_group.orders.id}",
    });
    const free = instance({ deletionProtected: false, finalSnapshot: false });
    expect(free).toMatchObject({ deletion_protection: false, skip_final_snapshot: true });
    expect(free).not.toHaveProperty("final_snapshot_identifier");
  });

  it("tells what it waits for where that is asked for, for as long as it is free", () => {
    expect(instance({ performanceInsights: true })).toMatchObject({
      performance_insights_enabled: true,
      performance_insights_retention_period: 7,
    });
    expect(instance()).not.toHaveProperty("performance_insights_retention_period");
  });
});

describe("a Postgres cluster", () => {
  it("grows and shrinks between two limits", () => {
    expect(cluster()).toMatchObject({
      cluster_identifier: "shop-test-orders",
      engine: "aurora-postgresql",
      engine_version: "17",
      database_name: "app",
      serverlessv2_scaling_configuration: { min_capacity: 0.5, max_capacity: 4 },
    });
  });

  it("has a second instance where one shall take over", () => {
    const names = (multiAZ: boolean) =>
      Object.values(clustered({ multiAZ }).aws_rds_cluster_instance ?? {}).map((one) => [
        one.identifier,
        one.instance_class,
        one.publicly_accessible,
      ]);
    expect(names(false)).toEqual([["shop-test-orders-1", "db.serverless", false]]);
    expect(names(true)).toEqual([
      ["shop-test-orders-1", "db.serverless", false],
      ["shop-test-orders-2", "db.serverless", false],
    ]);
  });

  it("is as closed as an instance", () => {
    expect(cluster()).toMatchObject({
      storage_encrypted: true,
      manage_master_user_password: true,
      master_username: "postgres",
      db_subnet_group_name: "${aws_db_subnet_group.orders.name}",
      vpc_security_group_ids: ["${aws_security_group.orders.id}"],
      deletion_protection: true,
      skip_final_snapshot: false,
    });
    expect(clustered().aws_rds_cluster_parameter_group?.orders).toMatchObject({
      family: "aurora-postgresql17",
      parameter: [{ name: "rds.force_ssl", value: "1" }],
    });
  });
});
