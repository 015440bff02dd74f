import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { Table, type TableProps } from "./table";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/table.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

const notes: TableProps = {
  name: "flask-test-notes",
  partitionKey: "owner",
  sortKey: "id",
  deletionProtected: true,
  pointInTimeRecovery: true,
};

function table(changes: Partial<TableProps> = {}): Block | undefined {
  const { stack } = synthesize((app) => {
    new Table(new TestStack(app, "stack", settings, {}), "notes", { ...notes, ...changes });
  });
  return stack?.resource.aws_dynamodb_table?.notes_table;
}

describe("Table", () => {
  it("is keyed by two texts and billed per request", () => {
    expect(table()).toMatchObject({
      name: "flask-test-notes",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "owner",
      range_key: "id",
      attribute: [
        { name: "owner", type: "S" },
        { name: "id", type: "S" },
      ],
    });
  });

  it.each([true, false])("is protected from deletion and backed up as asked for: %s", (asked) => {
    expect(table({ deletionProtected: asked, pointInTimeRecovery: asked })).toMatchObject({
      deletion_protection_enabled: asked,
      point_in_time_recovery: { enabled: asked },
    });
  });

  it("is encrypted with DynamoDB's own key, which costs nothing", () => {
    expect(table()?.server_side_encryption).toEqual({ enabled: false });
  });

  it("grants items of this table only, and neither scans nor changes of the table", () => {
    const { stack } = synthesize((app) => {
      const scope = new TestStack(app, "stack", settings, {});
      const granted = new Table(scope, "notes", notes).grantItems();
      scope.addOverride("locals.granted", granted);
    });
    expect(stack).toHaveProperty("locals.granted", [
      {
        sid: "Items",
        actions: [
          "dynamodb:DeleteItem",
          "dynamodb:DescribeTable",
          "dynamodb:GetItem",
          "dynamodb:PutItem",
          "dynamodb:Query",
        ],
        resources: ["${aws_dynamodb_table.notes_table.arn}"],
      },
    ]);
  });
});
