import { join } from "node:path";
import { environmentNames } from "@app/config";
import { describeFindings, type Scan, scan } from "@app/policy-scan";
import { policyExceptions } from "./policy-exceptions";

/** Long enough for a first run that was not started by turbo, and installs the scanner. */
const SCAN_TIMEOUT_MS = 600_000;
const EXCEPTIONS_FILE = "apps/infra/src/policy-exceptions.ts";

describe("the policy scan of all synthesized stacks", () => {
  let result: Scan;

  beforeAll(async () => {
    const folders = environmentNames().map((name) => [name, join(__dirname, "../cdktf.out", name)]);
    result = await scan({ environments: Object.fromEntries(folders), exceptions: policyExceptions });
    process.stdout.write(`${result.summary}\n`);
  }, SCAN_TIMEOUT_MS);

  it("finds nothing that no exception explains", () => {
    const findings = describeFindings(result.unexplained);
    if (findings === "") return;
    throw new Error(
      `${findings}\n\nChange the construct so that the check passes; where that is wrong, add an exception with its reason to ${EXCEPTIONS_FILE}.`,
    );
  });

  it("needs every exception", () => {
    const problems = result.problems.map((problem) => `${EXCEPTIONS_FILE}: ${problem}`);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  });
});
