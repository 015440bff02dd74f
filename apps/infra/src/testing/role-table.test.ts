import type { Statement } from "./authorization";
import { roleTable } from "./role-table";

const statement = (...Action: string[]): Statement => ({ Sid: "", Effect: "Allow", Action, Resource: ["*"] });
const call = (action: string) => ({ action, resource: "*" });

it("says of each role how much of it was used, and what it would have been refused", () => {
  const table = roleTable([
    {
      role: "plan",
      statements: [statement("ec2:DescribeVpcs", "ec2:DescribeSubnets")],
      calls: [call("ec2:DescribeVpcs")],
    },
    {
      role: "task of web",
      statements: [statement("sqs:SendMessage")],
      calls: [call("sqs:SendMessage"), call("s3:GetObject"), call("s3:GetObject")],
    },
  ]);
  expect(table).toBe(`role          called  allowed   unused  refused
plan               1        2        1        0  ec2:DescribeSubnets
task of web        2        1        0        1
`);
});
