import { explain } from "./diagnostics";
import type { Diagnostic } from "./ui-events";

function error(summary: string, detail?: string, address?: string): Diagnostic {
  return { severity: "error", summary, ...(detail && { detail }), ...(address && { address }) };
}

const LOCK_INFO = `Error message: operation error S3: PutObject, https response error StatusCode: 412, PreconditionFailed
Lock Info:
  ID:        0722e7ba-73f4-127a-ac4b-dd1531a02ee3
  Path:      states/local/infra-network.tfstate
  Operation: OperationTypeApply
  Who:       ada@workstation
  Version:   1.11.4
  Created:   2026-11-24 14:13:30.14979179 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`;

describe("explain", () => {
  it("says who holds a lock, since when, for what, where, and the remedy, instead of Terraform's general advice", () => {
    expect(
      explain([error("Error acquiring the state lock", LOCK_INFO)], "cdktf unlock infra-network --env local"),
    ).toBe(
      `the state is locked by ada@workstation since 2026-11-24 14:13:30.14979179 +0000 UTC (OperationTypeApply, states/local/infra-network.tfstate)
→ wait until that run has ended; when it is certain that it is dead: \`cdktf unlock infra-network --env local\``,
    );
  });

  it("keeps Terraform's own words for a lock without a holder", () => {
    const text = explain([error("Error acquiring the state lock", "Error message: AccessDenied")]);

    expect(text).toBe("Error acquiring the state lock\nError message: AccessDenied");
  });

  it("puts the address before the summary, and the detail below", () => {
    expect(explain([error("creating EC2 VPC", "  VpcLimitExceeded\n", "aws_vpc.vpc")])).toBe(
      "aws_vpc.vpc: creating EC2 VPC\nVpcLimitExceeded",
    );
  });

  it("leaves warnings out and says each error once", () => {
    const diagnostics: Diagnostic[] = [
      { severity: "warning", summary: "Deprecated argument" },
      error("provisioner error"),
      error("execution halted"),
      error("execution halted"),
    ];

    expect(explain(diagnostics)).toBe("provisioner error\nexecution halted");
  });

  it.each([
    ["Failed to get existing workspaces", 'S3 bucket "states" does not exist.', "run `cdktf bootstrap`"],
    ["error", "operation error S3: ListObjectsV2, NoSuchBucket", "run `cdktf bootstrap`"],
    ["No valid credential sources found", "", "sign in to AWS first"],
    ["ExpiredToken", "", "sign in to AWS first"],
    ["AWS account ID not allowed: 123456789012", "", "sign in to that one"],
    ["error", "dial tcp 127.0.0.1:4566: connect: connection refused", "`npm start` starts the emulator"],
    ["Error running buildx build: failed to solve: executor failed running [/bin/sh -c pip]", "", "does not build"],
    [
      "Error pushing image",
      "The image tag '1' cannot be overwritten because the tag is immutable.",
      "it is found then",
    ],
    ["Unsupported attribute", 'This object does not have an attribute named "vpc_id".', "deploy it first"],
    ["Unable to find remote state", "No stored state was found", "deploy it first"],
    ["Failed to query available provider packages", "could not connect", "no registry or mirror"],
  ])("knows a remedy for: %s %s", (summary, detail, remedy) => {
    const [, last] = explain([error(summary, detail)]).split("\n→ ");

    expect(last).toContain(remedy);
  });

  it("is empty without errors", () => {
    expect(explain([])).toBe("");
  });
});
