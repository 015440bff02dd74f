import type { WebService } from "./services";

/** Longer than the load balancer's idle timeout: a server that closes first answers a request in flight with a 502. */
const KEEP_ALIVE_MARGIN_SECONDS = 5;
/** Left of the stop timeout for what happens around the server's own shutdown. */
const SHUTDOWN_MARGIN_SECONDS = 5;
/** For the requests that are in flight when the server stops to take new ones. */
const LAST_REQUESTS_SECONDS = 10;

/** What a web server must know of the times of those around it. */
export interface ServerTimes {
  /** Seconds that it keeps an idle connection. */
  readonly keepAliveSeconds: number;
  /** Seconds after SIGTERM in which it still answers new requests, each with `Connection: close`. */
  readonly drainSeconds: number;
  /** Seconds after SIGTERM until it ends by itself, draining included. */
  readonly gracefulTimeoutSeconds: number;
}

/**
 * The times of a server between its load balancer and ECS. A service's own deploy takes a task out of the load balancer
 * before its SIGTERM; where Spot or `stop-task` end it, both happen at once, and requests arrive for a while. So it goes on
 * answering for as long as a task may take to leave, as far as the stop timeout allows.
 */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html (SIGTERM two minutes ahead)
export function serverTimes(
  alb: { readonly idleTimeoutSeconds: number; readonly deregistrationDelaySeconds: number },
  { stopTimeoutSeconds }: Pick<WebService, "stopTimeoutSeconds">,
): ServerTimes {
  const gracefulTimeoutSeconds = Math.max(1, stopTimeoutSeconds - SHUTDOWN_MARGIN_SECONDS);
  return {
    keepAliveSeconds: alb.idleTimeoutSeconds + KEEP_ALIVE_MARGIN_SECONDS,
    drainSeconds: Math.max(0, Math.min(alb.deregistrationDelaySeconds, gracefulTimeoutSeconds - LAST_REQUESTS_SECONDS)),
    gracefulTimeoutSeconds,
  };
}
