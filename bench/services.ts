import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../apps/infra/src/main";
import { synthesize } from "../apps/infra/src/run";
import {
  bucket,
  cache,
  defineApplication,
  type Environment,
  internal,
  parseEnvironment,
  postgres,
  queue,
  scheduled,
  table,
  web,
  worker,
} from "../packages/config/src";

/** Synthesis of environments of 1, 10 and 100 services, all of them web services and of mixed kinds. Aim: linear time, 100 in under 10 seconds. */
const COUNTS = [1, 10, 100];
const source = "apps/flask";
const command = ["python", "-m", "work"];
const size = { cpu: 256, memoryMiB: 512 };
const server = { ...size, tasks: { minimum: 1, maximum: 2 } };
const uses = { items: "read-write" } as const;

/** How a service is described, and what its environment says of it. */
type Entry = readonly [description: object, size: object, queue?: string];

const jobsOf = (key: string) => `jobs${key.replace(/\D/g, "")}`;
const webService = (): Entry => [web({ source, uses }), server];
/** In turn: a page, one with a database, a cache and a bucket, a worker with a queue of its own, a job, and a service that others call. */
const MIXED: readonly ((key: string) => Entry)[] = [
  webService,
  () => [
    web({
      source,
      uses: { orders: "read-write", sessions: "read-write", uploads: "read-write" },
      calls: ["service-5"],
    }),
    server,
  ],
  (key) => [worker({ source, command, consumes: jobsOf(key), uses }), server, jobsOf(key)],
  () => [scheduled({ source, command, at: "rate(1 hour)", uses }), size],
  () => [internal({ source, uses }), server],
];

function webEnvironment(count: number): Environment {
  return environmentOf(entries(count, webService), {}, {});
}

function mixedEnvironment(count: number): Environment {
  // A single service has nobody to call.
  const kinds = count < MIXED.length ? [webService] : MIXED;
  const all = entries(count, (key, index) => (kinds[index % kinds.length] ?? webService)(key));
  const queues = Object.values(all).flatMap(([, , name]) => (name === undefined ? [] : [name]));
  return environmentOf(
    all,
    {
      orders: postgres({ version: "17" }),
      sessions: cache(),
      uploads: bucket(),
      ...Object.fromEntries(queues.map((name) => [name, queue()])),
    },
    {
      orders: { instanceClass: "db.t4g.micro", multiAZ: false, backupDays: 1, deletionProtected: false },
      sessions: {},
      uploads: { deletionProtected: false },
      ...Object.fromEntries(queues.map((name) => [name, {}])),
    },
  );
}

function entries(count: number, entry: (key: string, index: number) => Entry): Record<string, Entry> {
  const keys = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  return Object.fromEntries(keys.map((key, index) => [key, entry(key, index)]));
}

function environmentOf(all: Readonly<Record<string, Entry>>, data: object, places: object): Environment {
  const each = (part: (entry: Entry) => object) =>
    Object.fromEntries(Object.entries(all).map(([key, entry]) => [key, part(entry)]));
  const zone = (number: number) => ({ publicCidr: `10.0.${number}.0/24`, privateCidr: `10.0.${number + 1}.0/24` });
  const application = {
    name: "bench",
    data: { items: table({ partitionKey: "id" }), ...data },
    services: each(([description]) => description),
  } as Parameters<typeof defineApplication>[0];
  return parseEnvironment(
    "bench",
    {
      aws: { accountId: "333333333333", region: "eu-west-1" },
      dns: { domain: "example.org" },
      network: { cidr: "10.0.0.0/16", availabilityZones: { a: zone(0), b: zone(2) }, nat: "single" },
      alb: { deletionProtected: false },
      alarms: { subscribers: "elsewhere" },
      services: each(([, size]) => size),
      data: { items: { deletionProtected: false, pointInTimeRecovery: false }, ...places },
    },
    defineApplication(application),
  );
}

function jsonBytes(folder: string): number {
  return readdirSync(join(folder, "stacks"))
    .map((stack) => statSync(join(folder, "stacks", stack, "cdk.tf.json")).size)
    .reduce((sum, size) => sum + size, 0);
}

function measure(kind: string, count: number, describe: (count: number) => Environment): string {
  const folder = mkdtempSync(join(tmpdir(), "services-"));
  try {
    const started = performance.now();
    const startedCpu = process.cpuUsage();
    synthesize(describe(count), folder, compose);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(startedCpu);
    const size = jsonBytes(folder) / 1024;
    return `${count} services, ${kind}: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of CPU), ${size.toFixed(0)} KiB of Terraform JSON`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// What is loaded once is not what grows.
measure("web", 1, webEnvironment);
for (const count of COUNTS) console.log(measure("web", count, webEnvironment));
for (const count of COUNTS) console.log(measure("mixed", count, mixedEnvironment));
