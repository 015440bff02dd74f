import { z } from "zod";

const VCPU = 1024;
/**
 * Requests a minute for a CPU unit. The sample's page takes 1.6 ms of CPU on a machine that does nothing else and 3 ms on a
 * busy one (bench/flask), by which 256 units serve some 5,000 a minute; this is a third.
 */
const REQUESTS_PER_CPU_UNIT = 7;

/** What an environment says of a gunicorn server. */
export const serverSize = {
  workers: z
    .number()
    .int()
    .min(1)
    .max(32)
    .optional()
    .describe("gunicorn worker processes in a task. Default: one for each vCPU, at least one."),
  threads: z.number().int().min(1).max(64).default(16).describe("Threads in each worker."),
};

/**
 * gunicorn workers for a task of that many CPU units: one for each vCPU that it has at most. A Python process uses one at a
 * time, and a second one on the same share costs a quarter more CPU for each request (bench/flask). Memory never sets the
 * limit: Fargate gives at least 2 GiB for a vCPU.
 */
export function defaultWorkers(cpu: number): number {
  return Math.ceil(cpu / VCPU);
}

/** Requests per task and minute that scaling aims at, where an environment says nothing. */
export function defaultRequestsPerMinute(cpu: number): number {
  return cpu * REQUESTS_PER_CPU_UNIT;
}
