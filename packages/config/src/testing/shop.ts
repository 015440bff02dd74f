import { parseEnvironment } from "../parse-environment";
import type { Environment } from "../schema/environment";

// biome-ignore lint/suspicious/noExplicitAny: what is written wrong on purpose has no type.
type Written = any;

/** A system of the tests' own: what ships may be changed without breaking a test of how descriptions are checked. */
export const shop = () =>
  ({
    name: "shop",
    data: { orders: { kind: "table", partitionKey: "customer", sortKey: "id" } },
    secrets: { stripeKey: { kind: "existing" } },
    services: {
      web: { kind: "web", source: "apps/shop", uses: { orders: "read-write" }, secrets: ["stripeKey"] },
      admin: { kind: "web", source: "apps/admin", uses: { orders: "read" } },
    },
  }) as Written;

export const size = () => ({ cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } }) as Written;

export const place = () =>
  ({
    aws: { accountId: "111111111111", region: "eu-central-1" },
    dns: { domain: "example.com" },
    network: {
      cidr: "10.0.0.0/16",
      availabilityZones: {
        a: { publicCidr: "10.0.0.0/24", privateCidr: "10.0.16.0/20" },
        b: { publicCidr: "10.0.1.0/24", privateCidr: "10.0.32.0/20" },
      },
      nat: "single",
    },
    alb: { deletionProtected: false },
    services: { web: size(), admin: size() },
    data: { orders: { deletionProtected: false, pointInTimeRecovery: false } },
    alarms: { subscribers: "elsewhere" },
  }) as Written;

type Change = (description: Written, application: Written) => void;

/** A change: a queue, and the worker that consumes it. */
export function withWorker(description: Written, application: Written): void {
  application.data.jobs = { kind: "queue" };
  application.services.worker = {
    kind: "worker",
    source: "apps/shop",
    command: ["python", "-m", "shop.worker"],
    consumes: "jobs",
  };
  description.services.worker = size();
  description.data.jobs = {};
}

/** A change: a migration before the web service, and a job by the clock. */
export function withJobs(description: Written, application: Written): void {
  const source = "apps/shop";
  application.services.migrate = { kind: "oneOff", source, command: ["flask", "db", "upgrade"], before: ["web"] };
  application.services.report = { kind: "scheduled", source, command: ["flask", "report"], at: "cron(0 4 * * ? *)" };
  description.services.migrate = { cpu: 256, memoryMiB: 512 };
  description.services.report = { cpu: 256, memoryMiB: 512 };
}

/** A change: files that the shop writes. */
export function withFiles(description: Written, application: Written): void {
  application.data.media = { kind: "fileSystem", path: "/var/media" };
  application.services.web.uses.media = "read-write";
  description.data.media = { deletionProtected: true, backups: true };
}

/** A change: an internal service that the shop calls. */
export function withInternal(description: Written, application: Written): void {
  application.services.pricing = { kind: "internal", source: "apps/pricing" };
  application.services.web.calls = ["pricing"];
  description.services.pricing = size();
}

/** A change: beside the shop's container a collector that is somebody else's image, and a program that runs before it. */
export function withSidecars(_: Written, application: Written): void {
  Object.assign(application.services.web, {
    dependsOn: { otel: "HEALTHY", prepare: "SUCCESS" },
    sidecars: {
      otel: {
        image: `public.ecr.aws/aws-observability/aws-otel-collector@sha256:${"a".repeat(64)}`,
        port: 4318,
        healthCheck: { command: ["/healthcheck"] },
      },
      prepare: { source: "apps/prepare", essential: false },
    },
  });
}

/** The shop in `environments/prod.ts`, after a change. */
export function parsed(change: Change = () => {}, name = "prod"): Environment {
  const [description, application] = [place(), shop()];
  change(description, application);
  return parseEnvironment(name, description, application);
}

/** What is told about the shop after a change. */
export function refused(change: Change, name = "prod"): string {
  try {
    parsed(change, name);
  } catch (error) {
    if (error instanceof Error && error.name === "ConfigurationError") return error.message;
    throw error;
  }
  return "accepted";
}
