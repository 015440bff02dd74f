import { UsageError } from "../runner-error";
import { parseCommandLine, type RunnerCommand } from "./command-line";

function parse(line: string): RunnerCommand {
  const parsed = parseCommandLine(line.split(" "));
  if (parsed.kind !== "runner") throw new Error(`${line}: not a command of the runner`);
  return parsed;
}

describe("parseCommandLine", () => {
  it("reads stacks and options in any order", () => {
    expect(parse("deploy --env staging network --auto-approve --parallelism 2 edge --lock-timeout=30s")).toEqual({
      kind: "runner",
      command: "deploy",
      patterns: ["network", "edge"],
      environment: "staging",
      autoApprove: true,
      parallelism: 2,
      lockTimeout: "30s",
      withoutLock: false,
      detailedExitCode: false,
      json: false,
      refreshOnly: false,
      reviewed: undefined,
      approved: false,
    });
  });

  it("plans without locking when asked, and lets nothing that writes states do so", () => {
    expect(parse("plan --no-lock").withoutLock).toBe(true);
    expect(() => parse("deploy --no-lock")).toThrow(/deploy writes states, and must lock them/);
  });

  it("takes stacks from --stack as well", () => {
    expect(parse("plan network --stack dns --stack edge").patterns).toEqual(["network", "dns", "edge"]);
  });

  it("does nothing unasked", () => {
    const { autoApprove, environment, patterns, detailedExitCode, json } = parse("destroy");

    expect({ autoApprove, environment, patterns, detailedExitCode, json }).toEqual({
      autoApprove: false,
      environment: undefined,
      patterns: [],
      detailedExitCode: false,
      json: false,
    });
  });

  it("knows apply as another name of deploy", () => {
    expect(parse("apply").command).toBe("deploy");
  });

  it.each([[[]], [["--help"]], [["-h"]], [["help"]], [["deploy", "--help"]]])("helps with %j", (args) => {
    expect(parseCommandLine(args)).toEqual({ kind: "help" });
  });

  it.each(["get", "convert", "--version", "toString", "constructor"])("leaves %s to cdktf-cli", (name) => {
    expect(parseCommandLine([name, "--any", "option"])).toEqual({ kind: "other" });
  });

  it.each(["--auto-aprove", "--json=yes", "--env", "-x"])("refuses %s and says where options are listed", (option) => {
    expect(() => parseCommandLine(["deploy", option])).toThrow(UsageError);
    expect(() => parseCommandLine(["deploy", option])).toThrow(/`cdktf --help` lists the options/);
  });

  it.each(["0", "-1", "1.5", "many", ""])("refuses %j as a number of stacks", (number) => {
    expect(() => parseCommandLine(["deploy", `--parallelism=${number}`])).toThrow(
      new UsageError(`--parallelism: "${number}" is not a number of stacks; use a whole number from 1`),
    );
  });
});
