import { RunnerError } from "@app/stack-runner";

/** What one asks AWS for without having signed in. */
const NOT_SIGNED_IN = /CredentialsProviderError|ExpiredToken|UnrecognizedClient|InvalidSignature|TokenProviderError/;

/** Why the registry did not answer; never taken for "there is no such image". */
export function registryError(what: string, error: unknown): RunnerError {
  const { name, message } = error as Error;
  const remedy = NOT_SIGNED_IN.test(name)
    ? "sign in to AWS first, for example with `aws sso login`"
    : "nothing was planned on a guess; run it again when the registry answers";
  return new RunnerError(`${what}: ${name}: ${message}\n→ ${remedy}`, { cause: error });
}
