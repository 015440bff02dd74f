import { judge, type PolicyException } from "./exceptions";
import type { Finding } from "./findings";
import type { SynthesizedStack } from "./synthesized-stack";

const BUCKET = "state: aws_s3_bucket.state";
const LOGS = "edge: aws_s3_bucket.logs";

/** Both environments have the stack `state`; production alone has `edge`. */
const stacks: SynthesizedStack[] = [
  { environment: "staging", stack: "state", terraform: { resource: { aws_s3_bucket: { state: {} } } } },
  { environment: "production", stack: "state", terraform: { resource: { aws_s3_bucket: { state: {} } } } },
  { environment: "production", stack: "edge", terraform: { resource: { aws_s3_bucket: { logs: {} } } } },
];

function finding(environment: string, resource = BUCKET, check = "CKV_AWS_18"): Finding {
  return { check, title: "access logging", environment, resource, construct: undefined, arguments: [] };
}

function exception(changes: Partial<PolicyException> = {}): PolicyException {
  return { check: "CKV_AWS_18", resources: [BUCKET], reason: "Nobody reads it.", ...changes };
}

const everywhere = [finding("staging"), finding("production")];

describe("judge", () => {
  it("takes a finding for explained that an exception names", () => {
    expect(judge(everywhere, stacks, [exception()])).toEqual({ unexplained: [], excepted: everywhere, problems: [] });
  });

  it.each([
    ["another check", finding("staging", BUCKET, "CKV_AWS_21")],
    ["another resource", finding("production", LOGS)],
  ])("leaves %s unexplained", (_, other) => {
    expect(judge([...everywhere, other], stacks, [exception()]).unexplained).toEqual([other]);
  });

  it("leaves other environments unexplained where the exception names some", () => {
    const { unexplained, problems } = judge(everywhere, stacks, [exception({ environments: ["staging"] })]);
    expect(unexplained).toEqual([finding("production")]);
    expect(problems).toEqual([]);
  });

  it("asks for no finding in environments that lack the resource", () => {
    const { problems } = judge([finding("production", LOGS)], stacks, [exception({ resources: [LOGS] })]);
    expect(problems).toEqual([]);
  });

  it("calls an exception stale as soon as one environment passes", () => {
    const { problems } = judge([finding("production")], stacks, [exception()]);
    expect(problems).toEqual([`CKV_AWS_18: ${BUCKET} passes in staging; remove it from the exception, which is stale`]);
  });

  it("calls an exception stale whose resource is gone", () => {
    const { problems } = judge([], stacks, [exception({ resources: ["state: aws_s3_bucket.gone"] })]);
    expect(problems).toEqual([
      "CKV_AWS_18: no environment has state: aws_s3_bucket.gone; correct the address or remove it",
    ]);
  });

  it("calls an exception wrong that names an environment without the resource", () => {
    const findings = [finding("production", LOGS)];
    const { problems } = judge(findings, stacks, [
      exception({ resources: [LOGS], environments: ["production", "staging"] }),
    ]);
    expect(problems).toEqual([`CKV_AWS_18: staging has no ${LOGS}; remove it from the exception`]);
  });

  it.each(["", "TODO", "because"])("does not take %j for a reason", (reason) => {
    const { problems } = judge(everywhere, stacks, [exception({ reason })]);
    expect(problems).toEqual(["CKV_AWS_18: give the reason in a sentence"]);
  });
});
