const VCPU = 1024;
/** Requests a minute for a CPU unit. The sample's page takes 3 ms of CPU, so 256 units serve some 5,000 a minute; this is a third. */
const REQUESTS_PER_CPU_UNIT = 7;

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
