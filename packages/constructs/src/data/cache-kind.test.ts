import { oneStack } from "../testing/one-stack";
import { Cache } from "./cache";
import { type CacheDescription, type CacheVerb, cacheKind } from "./cache-kind";

const ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:shop-test-sessions-url-AbCdEf";
const URL = "rediss://master.shop-test-sessions.abcdef.euc1.cache.amazonaws.com:6379/0";
const published = {
  sessionsCacheUrl: URL,
  sessionsCacheUrlSecretArn: ARN,
  sessionsCacheSecurityGroupId: "sg-0123456789abcdef0",
};
const described: CacheDescription = { port: 6379, password: true };
const grant = (verb: CacheVerb, changes: Partial<CacheDescription> = {}) =>
  cacheKind.grant(verb, "sessions", published, { ...described, ...changes });

describe("a grant of a cache", () => {
  it.each<[CacheVerb]>([["read-write"]])(
    "to %s holds no right of IAM, a secret URL and one way to one port",
    (verb) => {
      expect(grant(verb)).toEqual({
        statements: [],
        variables: {},
        secrets: { SESSIONS_CACHE_URL: ARN },
        connections: [
          { id: "sessions", description: "Cache sessions", securityGroupId: "sg-0123456789abcdef0", port: 6379 },
        ],
        endpoints: ["secretsmanager"],
      });
    },
  );

  it("leads to the port that the environment says", () => {
    expect(grant("read-write", { port: 6380 }).connections).toMatchObject([{ port: 6380 }]);
  });

  it("tells the URL openly where it holds no password", () => {
    expect(grant("read-write", { password: false })).toMatchObject({
      variables: { SESSIONS_CACHE_URL: URL },
      secrets: {},
      endpoints: [],
    });
  });

  it("takes the URL of a cache that exists for a secret", () => {
    const existing = { urlSecret: "team/sessions", securityGroupId: "sg-1" };
    expect(grant("read-write", { password: false, existing })).toMatchObject({
      variables: {},
      secrets: { SESSIONS_CACHE_URL: ARN },
    });
  });

  it("works from what the cache's stack publishes, and says so when that is missing", () => {
    const { locals } = oneStack((stack) => {
      const cache = new Cache(stack, "sessions", {
        name: "sessions",
        vpcId: "vpc-0",
        subnetIds: ["subnet-0"],
        version: "8.2",
        nodeType: "cache.t4g.micro",
        replicas: 0,
        port: 6379,
        password: true,
        rotation: 1,
        snapshotRetentionDays: 0,
        recoverable: false,
      });
      stack.show(cacheKind.values("sessions", cache));
    });
    expect(locals).toEqual({
      sessionsCacheUrl: "",
      sessionsCacheUrlSecretArn: "${aws_secretsmanager_secret.sessions_url.arn}",
      sessionsCacheSecurityGroupId: "${aws_security_group.sessions.id}",
    });
    expect(Object.keys(cacheKind.outputs("sessions")).sort()).toEqual(Object.keys(locals).sort());
    expect(() => cacheKind.grant("read-write", "pages", published, described)).toThrow(
      'the stack of the data publishes no "pagesCacheUrlSecretArn"',
    );
  });
});
