import { refused } from "../testing/shop";

type Change = Parameters<typeof refused>[0];

/** The shop, with sessions in a cache. */
const withCache =
  (change: Change): Change =>
  (e, a) => {
    a.data.sessions = { kind: "cache" };
    a.services.web.uses.sessions = "read-write";
    e.data.sessions = {};
    change(e, a);
  };

const cases: [mistake: string, message: string, change: Change][] = [
  [
    "a version that AWS does not offer",
    'application.ts → data.sessions.version: "8.3" is not allowed; did you mean "8.0"?',
    (_, a) => {
      a.data.sessions.version = "8.3";
    },
  ],
  [
    "a verb that it does not have",
    'application.ts → services.web.uses.sessions: "read" is nothing that a cache allows; did you mean "read-write"?',
    (_, a) => {
      a.services.web.uses.sessions = "read";
    },
  ],
  [
    "a node type of another service",
    'environments/prod.ts → data.sessions.nodeType: "db.t4g.micro" is not a node type; write one like "cache.t4g.micro"',
    (e) => {
      e.data.sessions.nodeType = "db.t4g.micro";
    },
  ],
  [
    "more replicas than AWS has",
    "environments/prod.ts → data.sessions.replicas: 6 is too large; use at most 5",
    (e) => {
      e.data.sessions.replicas = 6;
    },
  ],
  [
    "no password where the load balancer is protected",
    "environments/prod.ts → data.sessions.password: false opens the cache to whoever reaches its port, in an environment whose load balancer is protected; remove it",
    (e) => {
      e.alb.deletionProtected = true;
      e.data.sessions.password = false;
    },
  ],
  [
    "an existing one by an address",
    'environments/prod.ts → data.sessions.existing.urlSecret: "rediss://cache:6379" is not a secret\'s name; write one like "prod/sessions-url"',
    (e) => {
      e.data.sessions.existing = { urlSecret: "rediss://cache:6379", securityGroupId: "sg-0123456789abcdef0" };
    },
  ],
  [
    "a key that makes too long a name",
    "environments/prod.ts → data.sessionsOfAllOurVeryDearCustomers: makes replication group names of 49 characters (shop-prod-sessions-of-all-our-very-dear-customers), AWS allows 40; shorten the key by 9",
    (e, a) => {
      a.data.sessionsOfAllOurVeryDearCustomers = { kind: "cache" };
      e.data.sessionsOfAllOurVeryDearCustomers = {};
    },
  ],
];

describe("a cache is refused with", () => {
  it.each(cases)("%s", (_, message, change) => {
    expect(refused(withCache(change))).toBe(message);
  });
});
