import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compose } from "../apps/infra/src/main";
import { synthesize } from "../apps/infra/src/run";
import { defineApplication, parseEnvironment, table, web } from "../packages/config/src";

/** Synthesis of environments of 1, 10 and 100 web services, the first one twice. Aim: linear time, 100 in under 10 seconds. */
const COUNTS = [1, 10, 100];

function environmentOf(count: number) {
  const keys = Array.from({ length: count }, (_, index) => `service-${index + 1}`);
  const each = <Value>(value: Value): Record<string, Value> => Object.fromEntries(keys.map((key) => [key, value]));
  const application = defineApplication({
    name: "bench",
    data: { items: table({ partitionKey: "id" }) },
    services: each(web({ source: "apps/flask", uses: { items: "read-write" } })),
  });
  const zone = (number: number) => ({ publicCidr: `10.0.${number}.0/24`, privateCidr: `10.0.${number + 1}.0/24` });
  return parseEnvironment(
    `with-${count}`,
    {
      aws: { accountId: "333333333333", region: "eu-west-1" },
      dns: { domain: "example.org" },
      network: { cidr: "10.0.0.0/16", availabilityZones: { a: zone(0), b: zone(2) }, nat: "single" },
      alb: { deletionProtected: false },
      services: each({ cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 2 } }),
      data: { items: { deletionProtected: false, pointInTimeRecovery: false } },
    },
    application,
  );
}

function jsonBytes(folder: string): number {
  return readdirSync(join(folder, "stacks"))
    .map((stack) => statSync(join(folder, "stacks", stack, "cdk.tf.json")).size)
    .reduce((sum, size) => sum + size, 0);
}

// What is loaded once is not what grows.
for (const count of [1, ...COUNTS]) {
  const folder = mkdtempSync(join(tmpdir(), "services-"));
  const started = performance.now();
  const startedCpu = process.cpuUsage();
  const environment = environmentOf(count);
  synthesize(environment, folder, compose);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(startedCpu);
  const size = jsonBytes(folder) / 1024;
  console.log(
    `${count} services: ${seconds.toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of CPU), ${size.toFixed(0)} KiB of Terraform JSON`,
  );
  rmSync(folder, { recursive: true, force: true });
}
