/** Longer than the idle timeout of whoever forwards requests: a server that closes first answers one in flight with a 502. */
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

/** Those around a web server, in seconds. */
interface SurroundingTimes {
  /** Of whoever forwards requests: a load balancer, or Service Connect's proxy. */
  readonly idleTimeoutSeconds: number;
  /** How long requests may still arrive while a task leaves. */
  readonly deregistrationDelaySeconds: number;
}

/**
 * The times of a server between its load balancer and ECS. A service's own deploy takes a task out of the load balancer
 * before its SIGTERM; where Spot or `stop-task` end it, both happen at once, and requests arrive for a while. So it goes on
 * answering for as long as a task may take to leave, as far as the stop timeout allows.
 */
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html (SIGTERM two minutes ahead)
export function serverTimes(
  { idleTimeoutSeconds, deregistrationDelaySeconds }: SurroundingTimes,
  { stopTimeoutSeconds }: { readonly stopTimeoutSeconds: number },
): ServerTimes {
  const gracefulTimeoutSeconds = Math.max(1, stopTimeoutSeconds - SHUTDOWN_MARGIN_SECONDS);
  return {
    keepAliveSeconds: idleTimeoutSeconds + KEEP_ALIVE_MARGIN_SECONDS,
    drainSeconds: Math.max(0, Math.min(deregistrationDelaySeconds, gracefulTimeoutSeconds - LAST_REQUESTS_SECONDS)),
    gracefulTimeoutSeconds,
  };
}
