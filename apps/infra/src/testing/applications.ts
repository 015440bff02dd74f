import {
  bucket,
  ConfigurationError,
  cache,
  defineApplication,
  type Environment,
  existing,
  fileSystem,
  generated,
  internal,
  oneOff,
  parseEnvironment,
  postgres,
  queue,
  scheduled,
  table,
  web,
  worker,
} from "@app/config";
import type { Environments } from "../environments";
import { places } from "./places";

/** Small sources of this repository that are not the shipped application. */
const SOURCES = "apps/infra/e2e/applications/two-services";

const runSize = { cpu: 256, memoryMiB: 512 } as const;
const size = { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } } as const;

/** A page, and nothing that it keeps. */
const withoutData = parseEnvironment(
  "plain",
  { ...places, services: { page: size } },
  defineApplication({
    name: "brochure",
    services: { page: web({ source: `${SOURCES}/front`, embeddedMetrics: true }) },
  }),
);

/** Two sources, a third service that shares one of them, two hosts and a path, two tables; some paths ask visitors to sign in. */
const severalServices = parseEnvironment(
  "several",
  {
    ...places,
    authentication: {
      issuer: "https://id.example.com",
      authorizationEndpoint: "https://id.example.com/authorize",
      tokenEndpoint: "https://id.example.com/token",
      userInfoEndpoint: "https://id.example.com/userinfo",
      clientId: "shop",
      clientSecretName: "team/shop-identity",
      scope: "openid email",
    },
    services: {
      front: { ...size, capacity: { spotPercent: 50, onDemandBase: 1 } },
      api: { ...size, executeCommand: true, allowedCidrs: ["192.0.2.0/24"] },
      admin: {
        ...size,
        scaling: { memoryPercent: 70, schedule: [{ at: "cron(0 7 * * ? *)", minimum: 2, maximum: 2 }] },
      },
    },
    data: {
      orders: { deletionProtected: true, pointInTimeRecovery: true },
      visits: { deletionProtected: false, pointInTimeRecovery: false },
    },
  },
  defineApplication({
    name: "shop",
    data: {
      orders: table({ partitionKey: "id", indexes: { byCustomer: { partitionKey: "customer", sortKey: "id" } } }),
      visits: table({ partitionKey: "page", sortKey: "at", timeToLive: "expires" }),
    },
    services: {
      front: web({ source: `${SOURCES}/front`, uses: { orders: "read", visits: "write" } }),
      api: web({
        source: `${SOURCES}/api`,
        paths: ["/api/*"],
        uses: { orders: "read-write" },
        authentication: [{ paths: ["/api/orders/*"], onUnauthenticatedRequest: "deny" }],
      }),
      admin: web({
        source: `${SOURCES}/front`,
        host: "admin",
        command: ["python", "app.py"],
        uses: { orders: "read" },
        authentication: [{ paths: ["/*"] }],
      }),
    },
  }),
);

/** A worker that scales to zero, one whose queue exists with and one without dead letters, and one without any queue. */
const workers = parseEnvironment(
  "working",
  {
    ...places,
    services: {
      front: size,
      mailer: { ...size, tasks: { minimum: 0, maximum: 5 }, scaling: { backlogPerTask: 20, cpuPercent: 70 } },
      importer: size,
      biller: { ...size, logRetentionDays: 365 },
      poller: size,
    },
    data: {
      mails: {},
      imports: { existing: { name: "team-imports", deadLetterName: "team-imports-failed" } },
      bills: { existing: { name: "team-bills" } },
    },
  },
  defineApplication({
    name: "office",
    data: { mails: queue({ attempts: 3 }), imports: queue(), bills: queue() },
    services: {
      front: web({ source: `${SOURCES}/front`, uses: { mails: "send", imports: "send" } }),
      mailer: worker({
        source: `${SOURCES}/front`,
        command: ["python", "mailer.py"],
        consumes: "mails",
        uses: { mails: "send" },
      }),
      importer: worker({ source: `${SOURCES}/api`, command: ["python", "importer.py"], consumes: "imports" }),
      biller: worker({ source: `${SOURCES}/api`, command: ["python", "biller.py"], consumes: "bills" }),
      poller: worker({ source: `${SOURCES}/api`, command: ["python", "poller.py"] }),
    },
  }),
);

/** A migration before all others and a second one after it, an admin command, and jobs by the clock, with and without data. */
const jobs = parseEnvironment(
  "timed",
  {
    ...places,
    services: {
      front: size,
      migrate: runSize,
      seed: { ...runSize, capacity: { spotPercent: 100 } },
      forget: { ...runSize, executeCommand: true },
      report: { ...runSize, logRetentionDays: 365 },
      sweep: runSize,
    },
    data: { orders: { deletionProtected: true, pointInTimeRecovery: true } },
  },
  defineApplication({
    name: "ledger",
    data: { orders: table({ partitionKey: "id" }) },
    services: {
      front: web({ source: `${SOURCES}/front`, uses: { orders: "read" } }),
      migrate: oneOff({
        source: `${SOURCES}/front`,
        command: ["python", "migrate.py"],
        before: ["front", "report", "seed"],
        uses: { orders: "read-write" },
      }),
      seed: oneOff({
        source: `${SOURCES}/front`,
        command: ["python", "seed.py"],
        before: ["front"],
        timeoutMinutes: 60,
      }),
      forget: oneOff({ source: `${SOURCES}/api`, command: ["python", "forget.py"], uses: { orders: "write" } }),
      report: scheduled({
        source: `${SOURCES}/front`,
        command: ["python", "report.py"],
        at: "cron(0 4 ? * MON-FRI *)",
        timeZone: "Europe/Berlin",
        uses: { orders: "read" },
      }),
      sweep: scheduled({ source: `${SOURCES}/api`, command: ["python", "sweep.py"], at: "rate(1 hour)", retries: 0 }),
    },
  }),
);

/** Sessions in a cache with copies, pages in one without a password, a cache that exists, and a secret of its own. */
const caches = parseEnvironment(
  "cached",
  {
    ...places,
    services: { front: size },
    data: {
      sessions: { nodeType: "cache.m7g.large", replicas: 1, snapshotRetentionDays: 1, rotation: 2 },
      pages: { password: false, port: 6380 },
      limits: { existing: { urlSecret: "team/limits-url", securityGroupId: "sg-0123456789abcdef0" } },
    },
    secrets: { secretKey: { rotation: 2 } },
  },
  defineApplication({
    name: "kiosk",
    data: { sessions: cache(), pages: cache({ version: "8.0" }), limits: cache() },
    secrets: { secretKey: generated({ length: 32, characters: "printable" }) },
    services: {
      front: web({
        source: `${SOURCES}/front`,
        uses: { sessions: "read-write", pages: "read-write", limits: "read-write" },
        secrets: ["secretKey"],
      }),
    },
  }),
);

/** Buckets with and without versions, one that an environment may lose, and one that exists; in a network that costs little. */
const files = parseEnvironment(
  "filing",
  {
    ...places,
    network: { ...places.network, nat: "public-subnets", flowLogDestination: "s3" },
    cluster: { containerInsights: false },
    services: { front: size },
    data: {
      uploads: { deletionProtected: true },
      exports: { deletionProtected: false },
      archive: { existing: { name: "team-archive" } },
    },
  },
  defineApplication({
    name: "archive",
    data: { uploads: bucket(), exports: bucket({ versioned: false, expireDays: 7 }), archive: bucket() },
    services: {
      front: web({
        source: `${SOURCES}/front`,
        uses: { uploads: "read-write", exports: "write", archive: "read" },
      }),
    },
  }),
);

/** An instance, Aurora, and a database that exists, all three in one service and one in another. */
const databases = parseEnvironment(
  "querying",
  {
    ...places,
    services: { front: size, migrate: runSize },
    data: {
      orders: {
        instanceClass: "db.t4g.micro",
        multiAZ: true,
        backupDays: 14,
        deletionProtected: true,
        performanceInsights: true,
        maximumStorageGiB: 100,
      },
      bills: {
        aurora: { minimumACU: 0.5, maximumACU: 4 },
        multiAZ: false,
        backupDays: 1,
        deletionProtected: false,
        finalSnapshot: false,
      },
      customers: {
        existing: {
          host: "customers.abcdefghijkl.eu-west-1.rds.amazonaws.com",
          databaseName: "crm",
          secretArn: "arn:aws:secretsmanager:eu-west-1:333333333333:secret:rds!db-customers-AbCdEf",
          securityGroupId: "sg-0123456789abcdef0",
        },
      },
    },
  },
  defineApplication({
    name: "ledger",
    data: {
      orders: postgres({ version: "17" }),
      bills: postgres({ version: "16" }),
      customers: postgres({ version: "17" }),
    },
    services: {
      front: web({
        source: `${SOURCES}/front`,
        uses: { orders: "read-write", bills: "read-write", customers: "read-write" },
        variableNames: {
          ...prefixed("bills", "BILLS"),
          ...prefixed("customers", "CUSTOMERS"),
        },
      }),
      migrate: oneOff({
        source: `${SOURCES}/front`,
        command: ["flask", "db", "upgrade"],
        before: ["front"],
        uses: { orders: "read-write" },
      }),
    },
  }),
);

/** Names of their own for the variables of one of several databases. */
function prefixed(store: string, prefix: string): Record<string, string> {
  const names = ["PGHOST", "PGPORT", "PGDATABASE", "PGSSLMODE", "PGUSER", "PGPASSWORD"];
  return Object.fromEntries(names.map((name) => [`${store}.${name}`, `${prefix}_${name}`]));
}

/** Sidecars of every kind: before and beside, built here and elsewhere, with a secret, and beside commands that end. */
const sidecars = parseEnvironment(
  "beside",
  {
    ...places,
    services: { front: size, mailer: size, migrate: runSize, report: runSize },
  },
  defineApplication({
    name: "desk",
    secrets: { traceKey: existing() },
    services: {
      front: web({
        source: `${SOURCES}/front`,
        dependsOn: { prepare: "SUCCESS", otel: "HEALTHY" },
        sidecars: {
          otel: {
            image: `public.ecr.aws/aws-observability/aws-otel-collector@sha256:${"b".repeat(64)}`,
            command: ["--config=/etc/ecs/ecs-default-config.yaml"],
            healthCheck: { command: ["/healthcheck"], startPeriodSeconds: 5 },
            port: 4318,
            cpu: 32,
            memoryMiB: 128,
            secrets: ["traceKey"],
            variableNames: { TRACE_KEY: "OTEL_KEY" },
          },
          prepare: { source: `${SOURCES}/api`, command: ["python", "prepare.py"], essential: false },
        },
      }),
      mailer: worker({
        source: `${SOURCES}/front`,
        command: ["python", "mailer.py"],
        sidecars: {
          cache: {
            image: `333333333333.dkr.ecr.eu-west-1.amazonaws.com/cache@sha256:${"c".repeat(64)}`,
            essential: false,
            readonlyRootFilesystem: false,
          },
        },
      }),
      migrate: oneOff({
        source: `${SOURCES}/front`,
        command: ["python", "migrate.py"],
        before: ["front"],
        sidecars: { proxy: { source: `${SOURCES}/api` } },
      }),
      report: scheduled({
        source: `${SOURCES}/front`,
        command: ["python", "report.py"],
        at: "rate(1 day)",
        sidecars: { proxy: { source: `${SOURCES}/api`, essential: false } },
      }),
    },
  }),
);

/** A service that others call over two steps, encrypted, from a page and from a worker. */
const calls = parseEnvironment(
  "calling",
  {
    ...places,
    cluster: {
      certificateAuthorityArn:
        "arn:aws:acm-pca:eu-west-1:333333333333:certificate-authority/01234567-89ab-cdef-0123-456789abcdef",
    },
    services: { front: size, pricing: { ...size, tasks: { minimum: 2, maximum: 4 } }, "tax-rates": size, clerk: size },
  },
  defineApplication({
    name: "till",
    services: {
      front: web({ source: `${SOURCES}/front`, calls: ["pricing"] }),
      pricing: internal({
        source: `${SOURCES}/api`,
        calls: ["tax-rates"],
        containerHealthCheck: ["python", "probe.py"],
        requestTimeoutSeconds: 5,
      }),
      "tax-rates": internal({ source: `${SOURCES}/api`, port: 9000 }),
      clerk: worker({
        source: `${SOURCES}/front`,
        command: ["python", "clerk.py"],
        calls: ["pricing", "tax-rates"],
        variableNames: { TAX_RATES_URL: "RATES" },
      }),
    },
  }),
);

/** Files that a page writes and a worker reads: protected, with backups. */
const sharedFiles = parseEnvironment(
  "sharing",
  {
    ...places,
    services: { front: size, resizer: size },
    data: { media: { deletionProtected: true, backups: true }, drafts: { deletionProtected: false, backups: false } },
  },
  defineApplication({
    name: "album",
    data: {
      media: fileSystem({ path: "/var/media", infrequentAccessAfterDays: 30 }),
      drafts: fileSystem({ path: "/app/drafts" }),
    },
    services: {
      front: web({ source: `${SOURCES}/front`, uses: { media: "read-write", drafts: "read-write" } }),
      resizer: worker({ source: `${SOURCES}/api`, command: ["python", "resizer.py"], uses: { media: "read" } }),
    },
  }),
);

/** Delivered by workflows, with everything that makes their roles larger: secrets, an existing bucket, an existing repository. */
const delivered = parseEnvironment(
  "shipped",
  {
    ...places,
    delivery: { github: { repository: "team/parcel" } },
    ecr: { api: "team/api" },
    services: { front: size, report: runSize },
    data: { exports: { deletionProtected: false }, archive: { existing: { name: "team-archive" } } },
    secrets: { secretKey: { rotation: 1 } },
  },
  defineApplication({
    name: "parcel",
    data: { exports: bucket(), archive: bucket() },
    secrets: { secretKey: generated() },
    services: {
      front: web({ source: `${SOURCES}/front`, uses: { exports: "write", archive: "read" }, secrets: ["secretKey"] }),
      report: scheduled({ source: `${SOURCES}/api`, command: ["python", "report.py"], at: "rate(1 day)" }),
    },
  }),
);

/** Delivered by a pipeline of its own, and by workflows of a repository that another environment of the account let in. */
const deliveredBeside = parseEnvironment(
  "beside-shipped",
  {
    ...places,
    delivery: {
      github: {
        repository: "team/parcel",
        providerArn: "arn:aws:iam::333333333333:oidc-provider/token.actions.githubusercontent.com",
      },
      codePipeline: {
        connectionArn: "arn:aws:codeconnections:eu-west-1:333333333333:connection/01234567-89ab-cdef-0123-456789abcdef",
        repository: "team/parcel",
        approvalTopicArn: "arn:aws:sns:eu-west-1:333333333333:approvals",
      },
    },
    services: { page: size },
  },
  defineApplication({ name: "parcel", services: { page: web({ source: `${SOURCES}/front` }) } }),
);

const everythingExists = parseEnvironment(
  "existing",
  {
    ...places,
    dns: { domain: "example.org", zoneId: "Z0123456789ABCDEFGHIJ" },
    network: {
      vpcId: "vpc-0123456789abcdef0",
      vpcCidr: "10.50.0.0/16",
      publicSubnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"],
      privateSubnetIds: ["subnet-0123456789abcdef2", "subnet-0123456789abcdef3"],
    },
    alb: {
      listenerArn:
        "arn:aws:elasticloadbalancing:eu-west-1:333333333333:listener/app/shared/0123456789abcdef/fedcba9876543210",
      securityGroupId: "sg-0123456789abcdef0",
    },
    cluster: { name: "shared" },
    authentication: {
      userPoolArn: "arn:aws:cognito-idp:eu-west-1:333333333333:userpool/eu-west-1_Ab12Cd34E",
      userPoolClientId: "1example23456789",
      userPoolDomain: "team-users",
      sessionCookieName: "guest",
    },
    ecr: { api: "team/api" },
    services: { api: size },
    secrets: { stripeKey: { name: "team/stripe" } },
  },
  defineApplication({
    name: "guest",
    secrets: { stripeKey: existing(), signingKey: existing() },
    services: {
      api: web({
        source: `${SOURCES}/api`,
        secrets: ["stripeKey", "signingKey"],
        authentication: [{ paths: ["/private/*"] }],
      }),
    },
  }),
);

const existingCertificate = parseEnvironment(
  "certified",
  {
    ...places,
    alb: {
      deletionProtected: false,
      certificateArn: "arn:aws:acm:eu-west-1:333333333333:certificate/01234567-89ab-cdef-0123-456789abcdef",
    },
    images: { front: `333333333333.dkr.ecr.eu-west-1.amazonaws.com/front@sha256:${"a".repeat(64)}` },
    services: { page: size },
  },
  defineApplication({ name: "brochure", services: { page: web({ source: `${SOURCES}/front` }) } }),
);

/**
 * Environments of other applications than the shipped one: what holds for that one only because of its shape fails for one
 * of these.
 */
export const otherEnvironments: readonly Environment[] = [
  withoutData,
  severalServices,
  workers,
  jobs,
  caches,
  files,
  databases,
  sidecars,
  calls,
  sharedFiles,
  delivered,
  deliveredBeside,
  everythingExists,
  existingCertificate,
];

/** The same, by name. */
export const others: Environments = {
  names: () => otherEnvironments.map(({ name }) => name),
  load: (name) => {
    const found = otherEnvironments.find((environment) => environment.name === name);
    if (!found) throw new ConfigurationError(`no example is called "${name}"; there are ${others.names().join(", ")}`);
    return found;
  },
};
