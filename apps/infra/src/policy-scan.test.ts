import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames, loadEnvironment } from "@app/config";
import { describeFindings, type Scan, scan } from "@app/policy-scan";
import { compose } from "./main";
import { policyExceptions } from "./policy-exceptions";
import { synthesize } from "./run";
import { otherEnvironments } from "./testing/applications";

/** Long enough for a first run that was not started by turbo, and installs the scanner. */
const SCAN_TIMEOUT_MS = 600_000;
const EXPECTATIONS_FILE = "apps/infra/src/policy-expectations.ts";

describe("the policy scan of all synthesized stacks", () => {
  const environments = [...environmentNames().map((name) => loadEnvironment(name)), ...otherEnvironments];
  const output = mkdtempSync(join(tmpdir(), "policy-scan-"));
  let result: Scan;

  beforeAll(async () => {
    const folders = environments.map((environment) => {
      const folder = join(output, environment.name);
      synthesize(environment, folder, compose);
      return [environment.name, folder];
    });
    result = await scan({ environments: Object.fromEntries(folders), exceptions: policyExceptions(environments) });
    process.stdout.write(`${result.summary}\n`);
  }, SCAN_TIMEOUT_MS);
  afterAll(() => rmSync(output, { recursive: true, force: true }));

  it("finds nothing that no exception explains", () => {
    const findings = describeFindings(result.unexplained);
    if (findings === "") return;
    throw new Error(
      `${findings}\n\nChange the construct so that the check passes; where that is wrong, say so with the reason in ${EXPECTATIONS_FILE}.`,
    );
  });

  it("needs every exception", () => {
    const problems = result.problems.map((problem) => `${EXPECTATIONS_FILE}: ${problem}`);
    if (problems.length > 0) throw new Error(problems.join("\n"));
  });
});
