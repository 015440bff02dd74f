import type { Stack } from "../stacks/stack";
import type { StateResource } from "../terraform/stack-terraform";
import { protectedResources, stacksThatStay } from "./destroy";

describe("stacksThatStay", () => {
  const project = { stateStack: "infra-state", keeps: () => ({ "infra-dns": "somebody delegates to it" }) };

  it("are the state's and those that the project keeps", () => {
    expect(stacksThatStay(project, "production", [])).toEqual({
      "infra-dns": "somebody delegates to it",
      "infra-state": "it holds the state of all others",
    });
  });

  it("are named by a pattern without being asked for", () => {
    expect(Object.keys(stacksThatStay(project, "production", ["infra-*"]))).toContain("infra-dns");
  });

  it("go when they are named themselves, and the state's stays nevertheless", () => {
    expect(stacksThatStay(project, "production", ["infra-dns", "infra-state"])).toEqual({
      "infra-state": "it holds the state of all others",
    });
  });
});

describe("protectedResources", () => {
  let stack: Stack;
  beforeEach(() => {
    configure({});
  });

  function configure(resource: object): void {
    const configuration = JSON.stringify({ terraform: {}, resource });
    stack = { id: "infra-data", dependencies: [], folder: "nowhere", configuration };
  }

  function inState(type: string, name: string, attributes: Readonly<Record<string, unknown>>): StateResource {
    return { mode: "managed", type, name, instances: [{ attributes }] };
  }

  it.each([
    ["aws_lb", "enable_deletion_protection"],
    ["aws_dynamodb_table", "deletion_protection_enabled"],
    ["aws_rds_cluster", "deletion_protection"],
  ])("names an %s whose %s is on in the state", (type, argument) => {
    const resources = [inState(type, "on", { [argument]: true }), inState(type, "off", { [argument]: false })];

    expect(protectedResources(stack, { resources })).toEqual([`infra-data: ${type}.on (${argument})`]);
  });

  it("names what the configuration forbids to destroy, when it exists", () => {
    const protectedTable = { lifecycle: { prevent_destroy: true } };
    configure({ aws_dynamodb_table: { notes: protectedTable, planned: protectedTable, free: {} } });
    const resources = [inState("aws_dynamodb_table", "notes", {}), inState("aws_dynamodb_table", "free", {})];

    expect(protectedResources(stack, { resources })).toEqual([
      "infra-data: aws_dynamodb_table.notes (prevent_destroy)",
    ]);
  });

  it("ignores data sources", () => {
    const source: StateResource = { ...inState("aws_lb", "found", { enable_deletion_protection: true }), mode: "data" };

    expect(protectedResources(stack, { resources: [source] })).toEqual([]);
  });
});
