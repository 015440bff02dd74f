import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "@app/local-cloud";
import autocannon, { type Instance, type Result as LoadMeasurement } from "autocannon";

const CONNECTIONS = 10;
const MAXIMUM_SECONDS = 600;

export interface LoadResult {
  readonly answered: number;
  /** Answers other than 2xx, broken connections, timeouts. */
  readonly lost: number;
  readonly perSecond: number;
}

/** Asks for the page through the load balancer all the time until `work` is done. */
export async function underLoad<Result>(
  cloud: Cloud,
  requestsPerSecond: number,
  work: () => Promise<Result>,
): Promise<{ readonly load: LoadResult; readonly result: Result }> {
  const options = {
    url: `https://127.0.0.1:${cloud.httpsPort}/`,
    headers: { host: `${cloud.domain}:${cloud.httpsPort}` },
    servername: cloud.domain,
    connections: CONNECTIONS,
    overallRate: requestsPerSecond,
    duration: MAXIMUM_SECONDS,
    timeout: 10,
  };
  let running: Instance | undefined;
  const measured = new Promise<LoadMeasurement>((resolve, reject) => {
    running = autocannon(options, (error, measurement) => (error ? reject(error) : resolve(measurement)));
  });
  await sleep(1000);
  try {
    const result = await work();
    await sleep(1000);
    running?.stop();
    const { "2xx": answered, non2xx, errors, timeouts, duration } = await measured;
    return { result, load: { answered, lost: non2xx + errors + timeouts, perSecond: answered / duration } };
  } finally {
    running?.stop();
  }
}
