import { oneStack } from "../testing/one-stack";
import { rightsOf } from "../testing/rights";
import { meaningless } from "../testing/service-authorization";
import { Table } from "./table";
import { type TableVerb, tableKind } from "./table-kind";

const ARN = "arn:aws:dynamodb:eu-central-1:111111111111:table/flask-test-notes";
const published = { notesTableName: "flask-test-notes", notesTableArn: ARN };
const indexed = { indexes: { "by-time": {} } };

const grant = (verb: TableVerb, description = {}) => tableKind.grant(verb, "notes", published, description);

const allowed = (verb: TableVerb, description = {}) => rightsOf(grant(verb, description).statements);

const READ = {
  "dynamodb:BatchGetItem": [ARN],
  "dynamodb:ConditionCheckItem": [ARN],
  "dynamodb:DescribeTable": [ARN],
  "dynamodb:GetItem": [ARN],
  "dynamodb:Query": [ARN],
  "dynamodb:Scan": [ARN],
};
const READ_INDEXED = {
  ...READ,
  "dynamodb:Query": [ARN, `${ARN}/index/*`],
  "dynamodb:Scan": [ARN, `${ARN}/index/*`],
};
const WRITE = {
  "dynamodb:BatchWriteItem": [ARN],
  "dynamodb:DeleteItem": [ARN],
  "dynamodb:DescribeTable": [ARN],
  "dynamodb:PutItem": [ARN],
  "dynamodb:UpdateItem": [ARN],
};

describe("a grant of a table", () => {
  it.each<[TableVerb, string, object, object]>([
    ["read", "", {}, READ],
    ["read", " with indexes", indexed, READ_INDEXED],
    ["write", "", {}, WRITE],
    ["write", " with indexes", indexed, WRITE],
    ["read-write", "", {}, { ...READ, ...WRITE }],
    ["read-write", " with indexes", indexed, { ...READ_INDEXED, ...WRITE }],
  ])("to %s%s holds exactly these actions on exactly these resources", (verb, _, description, rights) => {
    expect(allowed(verb, description)).toEqual(rights);
  });

  it.each(tableKind.verbs)("to %s means to AWS what it says", async (verb) => {
    const against = await Promise.all(grant(verb, indexed).statements.map(meaningless));
    expect(against.flat()).toEqual([]);
  });

  it.each(tableKind.verbs)("to %s never changes the table itself, and has statement ids that IAM takes", (verb) => {
    const { statements } = grant(verb, indexed);
    expect(Object.keys(allowed(verb)).filter((action) => /:(Create|Delete|Update)Table/.test(action))).toEqual([]);
    expect(statements.map(({ sid }) => sid).filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    expect(new Set(statements.map(({ sid }) => sid)).size).toBe(statements.length);
  });

  it.each(tableKind.verbs)("to %s tells the application the table's name, by the key", (verb) => {
    expect(grant(verb)).toMatchObject({
      variables: { NOTES_TABLE_NAME: "flask-test-notes" },
      secrets: {},
      connections: [],
      endpoints: ["dynamodb"],
    });
  });

  it("spells keys of several words as variables, outputs and statements do", () => {
    const outputs = { paidOrdersTableName: "orders", paidOrdersTableArn: ARN };
    const { variables, statements } = tableKind.grant("read", "paidOrders", outputs, {});
    expect(Object.keys(variables)).toEqual(["PAID_ORDERS_TABLE_NAME"]);
    expect(statements[0]?.sid).toBe("PaidOrdersRead");
  });

  it("works from what the table's stack publishes, and says so when that is missing", () => {
    const { locals } = oneStack((stack) => {
      const table = new Table(stack, "notes", {
        name: "flask-test-notes",
        partitionKey: "board",
        deletionProtected: false,
        pointInTimeRecovery: false,
      });
      stack.show(tableKind.values("notes", table));
    });
    expect(locals).toEqual({
      notesTableName: "${aws_dynamodb_table.notes.name}",
      notesTableArn: "${aws_dynamodb_table.notes.arn}",
    });
    expect(Object.keys(tableKind.outputs("notes")).sort()).toEqual(Object.keys(locals).sort());
    expect(() => tableKind.grant("read", "orders", published, {})).toThrow(
      'the stack of the data publishes no "ordersTableArn"',
    );
  });
});
