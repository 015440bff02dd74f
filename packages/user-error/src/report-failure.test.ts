import { reportFailure } from "./report-failure";
import { UserError } from "./user-error";

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
    delete process.env.DEBUG;
    if (DEBUG !== undefined) process.env.DEBUG = DEBUG;
  });

  it.each([
    ["a wrong use", new UserError("no such stack"), 2],
    ["a right use that failed", new UserError("locked", { exitCode: 1 }), 1],
    ["an error of another package", new (class extends UserError {})("not a region"), 2],
  ])("tells %s in its own words, without a stack trace", (_, error, exitCode) => {
    reportFailure(error);

    expect(told.mock.calls).toEqual([[error.message]]);
    expect(process.exitCode).toBe(exitCode);
  });

  it("shows where an error comes from that nobody expected, whatever it carries", () => {
    const error = Object.assign(new TypeError("undefined is not a function"), { exitCode: 2 });

    reportFailure(error);

    expect(told.mock.calls).toEqual([[error]]);
    expect(process.exitCode).toBe(1);
  });

  it("shows where a wrong use was found when DEBUG is set", () => {
    process.env.DEBUG = "1";
    const error = new UserError("no such stack");

    reportFailure(error);

    expect(told.mock.calls).toEqual([[error]]);
    expect(process.exitCode).toBe(2);
  });
});
