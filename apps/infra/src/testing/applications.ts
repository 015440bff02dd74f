import {
  ConfigurationError,
  defineApplication,
  type Environment,
  existing,
  oneOff,
  parseEnvironment,
  queue,
  scheduled,
  table,
  web,
  worker,
} from "@app/config";
import type { Environments } from "../environments";

/** Small sources of this repository that are not the shipped application. */
const SOURCES = "apps/infra/e2e/applications/two-services";

/** An environment's places, as small as they can be. */
const places = {
  aws: { accountId: "333333333333", region: "eu-west-1" },
  dns: { domain: "example.org" },
  network: {
    cidr: "10.40.0.0/16",
    availabilityZones: {
      a: { publicCidr: "10.40.0.0/24", privateCidr: "10.40.16.0/20" },
      b: { publicCidr: "10.40.1.0/24", privateCidr: "10.40.32.0/20" },
    },
    nat: "none",
  },
  alb: { deletionProtected: false },
} as const;

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

/** Two sources, a third service that shares one of them, two hosts and a path, two tables. */
const severalServices = parseEnvironment(
  "several",
  {
    ...places,
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
      api: web({ source: `${SOURCES}/api`, paths: ["/api/*"], uses: { orders: "read-write" } }),
      admin: web({
        source: `${SOURCES}/front`,
        host: "admin",
        command: ["python", "app.py"],
        uses: { orders: "read" },
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
    ecr: { api: "team/api" },
    services: { api: size },
    secrets: { stripeKey: { name: "team/stripe" } },
  },
  defineApplication({
    name: "guest",
    secrets: { stripeKey: existing(), signingKey: existing() },
    services: { api: web({ source: `${SOURCES}/api`, secrets: ["stripeKey", "signingKey"] }) },
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
