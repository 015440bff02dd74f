/** An error made for the person at the command line: its message says what, where and the remedy. */
interface ExpectedError extends Error {
  readonly exitCode: number;
}

/**
 * Tells why a command ended, and sets its exit code. An error that knows its exit code, of whatever package, was made for
 * people and needs no stack trace; DEBUG shows it all the same.
 */
export function reportFailure(error: Error): void {
  const expected = isExpected(error);
  console.error(expected && !process.env.DEBUG ? `\n${error.message}` : error);
  process.exitCode = expected ? error.exitCode : 1;
}

function isExpected(error: Error): error is ExpectedError {
  return "exitCode" in error && typeof error.exitCode === "number";
}
