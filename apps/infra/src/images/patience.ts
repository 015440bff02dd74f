// Tries again with growing, jittered pauses; 3.2.1 is the last that runs on Node 20.
import { ExponentialBackoff, handleWhen, retry } from "cockatiel";
import { RegistryRefusal } from "./registry-refusal";

const ATTEMPTS = 5;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

const policy = retry(handleWhen(isPassing), { maxAttempts: ATTEMPTS, backoff: new ExponentialBackoff() });

/**
 * Does again what a registry did not answer, or answered for lack of capacity: ECR throttles, and its errors of 500 are
 * worth another try. Whatever is done must do no harm the second time.
 */
// https://docs.aws.amazon.com/AmazonECR/latest/userguide/common-errors-docker.html#error-429-too-many-requests
export function patiently<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  return policy.execute(work, signal);
}

function isPassing(error: Error): boolean {
  if (error instanceof RegistryRefusal) return error.status === TOO_MANY_REQUESTS || error.status >= SERVER_ERROR;
  // What fetch says of connections that break: https://developer.mozilla.org/en-US/docs/Web/API/Window/fetch#exceptions
  return error.name === "TypeError";
}
