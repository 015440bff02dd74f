import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudFolder } from "./cloud-record";
import { readRequestRecord } from "./request-record";

describe("the record of requests", () => {
  const root = mkdtempSync(join(tmpdir(), "requests-"));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function written(name: string, lines: readonly object[]): { root: string; name: string } {
    const file = CloudFolder.make(root, name).requestRecord;
    writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    return { root, name };
  }

  it("is empty where nothing was asked yet", () => {
    expect(readRequestRecord({ root, name: "new" })).toEqual({ checked: [], refused: [], unreadable: [], calls: [] });
  });

  it("names each operation and what the models say to it", () => {
    const cloud = written("used", [
      { operation: "ecs:CreateService", verdict: "allowed" },
      { operation: "ec2:CreateVpc", verdict: "unreadable", message: "ValueError: x" },
      { operation: "ecs:CreateService", verdict: "refused", message: "ClientException: no" },
    ]);
    expect(readRequestRecord(cloud)).toEqual({
      checked: ["ec2:CreateVpc", "ecs:CreateService"],
      refused: ["ecs:CreateService: ClientException: no"],
      unreadable: ["ec2:CreateVpc: ValueError: x"],
      calls: [],
    });
  });

  it("tells who called with which right, and a refusal of several callers once", () => {
    const refused = { operation: "s3:PutObject", verdict: "refused", message: "InvalidArgument: no" };
    const call = { caller: "deploy", action: "s3:PutObject", resource: "arn:aws:s3:::states", status: 400 };
    const unmodelled = { caller: "plan", action: "cloudwatch:DescribeAlarms", resource: "*", status: 200 };
    const cloud = written("recorded", [{ ...refused, ...call }, { ...refused, ...call, caller: "plan" }, unmodelled]);
    expect(readRequestRecord(cloud)).toMatchObject({
      checked: ["s3:PutObject"],
      refused: ["s3:PutObject: InvalidArgument: no"],
      calls: [call, { ...call, caller: "plan" }, unmodelled],
    });
  });
});
