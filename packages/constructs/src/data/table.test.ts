import { oneStack } from "../testing/one-stack";
import { Table, type TableProps } from "./table";

const notes: TableProps = {
  name: "flask-test-notes",
  partitionKey: "owner",
  sortKey: "id",
  deletionProtected: true,
  pointInTimeRecovery: true,
};

const table = (changes: Partial<TableProps> = {}) =>
  oneStack((stack) => {
    new Table(stack, "notes", { ...notes, ...changes });
  }).resource.aws_dynamodb_table?.notes;

describe("Table", () => {
  it("is keyed by two strings and billed per request", () => {
    expect(table()).toMatchObject({
      name: "flask-test-notes",
      billing_mode: "PAY_PER_REQUEST",
      hash_key: "owner",
      range_key: "id",
      attribute: [
        { name: "id", type: "S" },
        { name: "owner", type: "S" },
      ],
    });
  });

  it("has the ceilings that are asked for, on itself and on its indexes", () => {
    const ceilings = { max_read_request_units: 100, max_write_request_units: 20 };
    const indexes = { "by-time": { partitionKey: "owner", sortKey: "at" } };
    expect(table({ indexes, maximumReadUnits: 100, maximumWriteUnits: 20 })).toMatchObject({
      on_demand_throughput: ceilings,
      global_secondary_index: [{ on_demand_throughput: ceilings }],
    });
    expect(table()).not.toHaveProperty("on_demand_throughput");
  });

  it("can do without a sort key", () => {
    const keyed = table({ sortKey: undefined });
    expect(keyed).not.toHaveProperty("range_key");
    expect(keyed?.attribute).toEqual([{ name: "owner", type: "S" }]);
  });

  it("declares each key attribute once, with its type", () => {
    const indexes = {
      "by-time": { partitionKey: "owner", sortKey: "at" },
      "by-digest": { partitionKey: "digest" },
    };
    expect(table({ indexes, keyTypes: { at: "number", digest: "binary" } })?.attribute).toEqual([
      { name: "at", type: "N" },
      { name: "digest", type: "B" },
      { name: "id", type: "S" },
      { name: "owner", type: "S" },
    ]);
  });

  it("keeps in its indexes what is asked for", () => {
    const indexes = {
      full: { partitionKey: "id" },
      keys: { partitionKey: "id", projection: "keys-only" },
      some: { partitionKey: "id", sortKey: "owner", projection: ["title"] },
    } as const;
    expect(table({ indexes })?.global_secondary_index).toEqual([
      { name: "full", hash_key: "id", projection_type: "ALL" },
      { name: "keys", hash_key: "id", projection_type: "KEYS_ONLY" },
      { name: "some", hash_key: "id", range_key: "owner", projection_type: "INCLUDE", non_key_attributes: ["title"] },
    ]);
  });

  it("forgets items after their time only where that is asked for", () => {
    expect(table({ timeToLive: "expires" })?.ttl).toEqual({ attribute_name: "expires", enabled: true });
    expect(table()).not.toHaveProperty("ttl");
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
});
