import { oneStack } from "../testing/one-stack";
import { Cache, type CacheProps } from "./cache";
import { ExistingCache } from "./existing-cache";

const sessions: CacheProps = {
  name: "shop-test-sessions",
  vpcId: "vpc-0",
  subnetIds: ["subnet-0", "subnet-1"],
  version: "8.2",
  nodeType: "cache.t4g.micro",
  replicas: 1,
  port: 6379,
  password: true,
  rotation: 1,
  snapshotRetentionDays: 1,
  recoverable: true,
};

const stack = (changes: Partial<CacheProps> = {}) =>
  oneStack((scope) => {
    const cache = new Cache(scope, "sessions", { ...sessions, ...changes });
    scope.show({ url: cache.url ?? "", secret: cache.urlSecretArn ?? "" });
  });

const group = (changes: Partial<CacheProps> = {}) =>
  stack(changes).resource.aws_elasticache_replication_group?.sessions;

describe("Cache", () => {
  it("runs Valkey in the private subnets, behind a security group of its own that lets nobody in", () => {
    const { resource } = stack();
    expect(resource.aws_elasticache_replication_group?.sessions).toMatchObject({
      engine: "valkey",
      engine_version: "8.2",
      node_type: "cache.t4g.micro",
      subnet_group_name: "${aws_elasticache_subnet_group.sessions_subnets.name}",
      security_group_ids: ["${aws_security_group.sessions.id}"],
      snapshot_retention_limit: 1,
    });
    expect(resource.aws_elasticache_subnet_group?.sessions_subnets?.subnet_ids).toEqual(["subnet-0", "subnet-1"]);
    expect(resource.aws_security_group?.sessions).not.toHaveProperty("ingress");
    expect(resource).not.toHaveProperty("aws_vpc_security_group_ingress_rule");
  });

  it("is encrypted on the wire, whether clients want it or not, and at rest", () => {
    expect(group()).toMatchObject({
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      at_rest_encryption_enabled: "true",
    });
  });

  it.each([
    [0, 1, false],
    [2, 3, true],
  ])("with %d replicas has %d nodes, of which another one takes over: %s", (replicas, nodes, failover) => {
    expect(group({ replicas })).toMatchObject({
      num_cache_clusters: nodes,
      automatic_failover_enabled: failover,
      multi_az_enabled: failover,
    });
  });

  it("knows one user, in the place of ElastiCache's own, whose password CloudFormation reads by its version", () => {
    const { resource } = stack();
    const { Resources } = JSON.parse(resource.aws_cloudformation_stack?.sessions_user?.template_body);
    expect(Resources.User).toEqual({
      Type: "AWS::ElastiCache::User",
      Properties: {
        UserId: "shop-test-sessions",
        UserName: "default",
        Engine: "valkey",
        AccessString: "on ~* &* +@all",
        AuthenticationMode: {
          Type: "password",
          Passwords: [
            "{{resolve:secretsmanager:${aws_secretsmanager_secret.sessions_password.arn}:SecretString:::${aws_secretsmanager_secret_version.sessions_password.version_id}}}",
          ],
        },
      },
    });
    expect(resource.aws_elasticache_user_group?.sessions_users).toMatchObject({
      user_ids: ["shop-test-sessions"],
      depends_on: ["aws_cloudformation_stack.sessions_user"],
    });
    expect(group()?.user_group_ids).toEqual(["${aws_elasticache_user_group.sessions_users.user_group_id}"]);
  });

  it("writes its URL into a secret, with the password that it read back, and nowhere else", () => {
    const { resource, ephemeral, locals } = stack();
    expect(ephemeral.aws_secretsmanager_secret_version?.sessions).toEqual({
      secret_id: "${aws_secretsmanager_secret.sessions_password.id}",
      version_id: "${aws_secretsmanager_secret_version.sessions_password.version_id}",
    });
    expect(resource.aws_secretsmanager_secret_version?.sessions_url_version).toMatchObject({
      secret_string_wo:
        "rediss://default:${ephemeral.aws_secretsmanager_secret_version.sessions.secret_string}@${aws_elasticache_replication_group.sessions.primary_endpoint_address}:6379/0",
      secret_string_wo_version: 1,
    });
    expect(locals).toEqual({ url: "", secret: "${aws_secretsmanager_secret.sessions_url.arn}" });
  });

  it.each([
    [true, 30],
    [false, 0],
  ])("keeps its secrets after their deletion: %s", (recoverable, days) => {
    const secrets = Object.values(stack({ recoverable }).resource.aws_secretsmanager_secret ?? {});
    expect(secrets.map(({ recovery_window_in_days }) => recovery_window_in_days)).toEqual([days, days]);
  });

  it("asks for another password where its rotation rises, in both secrets", () => {
    const versions = Object.values(stack({ rotation: 2 }).resource.aws_secretsmanager_secret_version ?? {});
    expect(versions.map(({ secret_string_wo_version }) => secret_string_wo_version)).toEqual([2, 2]);
  });

  it("has no user and no secret without a password, and a URL that anybody may read", () => {
    const { resource, ephemeral, locals } = stack({ password: false, urlParameters: "?ssl_cert_reqs=none" });
    expect(ephemeral).toEqual({});
    expect(Object.keys(resource).sort()).toEqual([
      "aws_elasticache_replication_group",
      "aws_elasticache_subnet_group",
      "aws_security_group",
    ]);
    expect(locals).toEqual({
      url: "rediss://${aws_elasticache_replication_group.sessions.primary_endpoint_address}:6379/0?ssl_cert_reqs=none",
      secret: "",
    });
  });
});

describe("an existing cache", () => {
  it("is known by the secret with its URL, and nothing is created", () => {
    const { resource, data, locals } = oneStack((scope) => {
      const cache = new ExistingCache(scope, "sessions", { urlSecret: "team/sessions", securityGroupId: "sg-1" });
      scope.show({ secret: cache.urlSecretArn, group: cache.securityGroup.id });
    });
    expect(resource).toEqual({});
    expect(data.aws_secretsmanager_secret?.sessions_url).toMatchObject({ name: "team/sessions" });
    expect(locals).toEqual({ secret: "${data.aws_secretsmanager_secret.sessions_url.arn}", group: "sg-1" });
  });
});
