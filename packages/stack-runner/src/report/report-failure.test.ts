import { RunnerError, UsageError } from "../runner-error";
import { reportFailure } from "./report-failure";

/** A mistake in a description, as another package tells it. */
class ForeignError extends Error {
  readonly exitCode = 2;
}

describe("reportFailure", () => {
  const { DEBUG } = process.env;
  let told: jest.SpyInstance;

  beforeEach(() => {
    delete process.env.DEBUG;
    told = jest.spyOn(console, "error").mockImplementation();
  });
  afterEach(() => {
    told.mockRestore();
    process.exitCode = undefined;
    if (DEBUG !== undefined) process.env.DEBUG = DEBUG;
  });

  it.each([
    ["that something failed", new RunnerError("locked"), 1],
    ["a wrong use", new UsageError("no such stack"), 2],
    ["another package's error by the exit code it knows", new ForeignError("not a region"), 2],
  ])("tells %s in its own words, without a stack trace", (_, error, exitCode) => {
    reportFailure(error);

    expect(told).toHaveBeenCalledWith(`\n${error.message}`);
    expect(process.exitCode).toBe(exitCode);
  });

  it("shows where an error comes from that nobody expected", () => {
    const error = new TypeError("undefined is not a function");

    reportFailure(error);

    expect(told).toHaveBeenCalledWith(error);
    expect(process.exitCode).toBe(1);
  });
});
