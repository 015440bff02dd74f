import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "@app/local-cloud";
import autocannon, { type Instance } from "autocannon";

/** Enough to meet every moment of a release; the emulator, not the application, is what more would measure. */
const REQUESTS_PER_SECOND = 20;
const CONNECTIONS = 10;
const MAXIMUM_SECONDS = 1200;
/** A busy machine is slow, not wrong. */
const REQUEST_TIMEOUT_SECONDS = 30;

export interface LoadResult {
  readonly answered: number;
  /** Answers other than 2xx, broken connections, timeouts: each with its time. */
  readonly lost: readonly string[];
}

/** Asks for the page through the load balancer all the time until `work` is done. */
export async function underLoad<Result>(
  cloud: Cloud,
  work: () => Promise<Result>,
): Promise<{ readonly load: LoadResult; readonly result: Result }> {
  const options = {
    url: `https://127.0.0.1:${cloud.httpsPort}/`,
    headers: { host: `${cloud.domain}:${cloud.httpsPort}` },
    servername: cloud.domain,
    connections: CONNECTIONS,
    overallRate: REQUESTS_PER_SECOND,
    duration: MAXIMUM_SECONDS,
    timeout: REQUEST_TIMEOUT_SECONDS,
  };
  let answered = 0;
  const lost: string[] = [];
  const lose = (what: string) => lost.push(`${new Date().toISOString()} ${what}`);
  let running: Instance | undefined;
  const ended = new Promise<void>((resolve, reject) => {
    running = autocannon(options, (error) => (error ? reject(error) : resolve()));
    running.on("response", (_, status) => {
      if (status >= 200 && status < 300) answered += 1;
      else lose(`status ${status}`);
    });
    running.on("reqError", (error: Error) => lose(error.message));
  });
  try {
    await sleep(1000);
    const result = await work();
    await sleep(1000);
    running?.stop();
    await ended;
    return { result, load: { answered, lost } };
  } finally {
    running?.stop();
  }
}
