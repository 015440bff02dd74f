import { configured, referencesIn, withoutKeys } from "./configuration";

describe("configured", () => {
  it("goes through the modules, and says where references of each begin", () => {
    const plan = {
      format_version: "1.2",
      configuration: {
        root_module: {
          resources: [{ address: "aws_vpc.main", expressions: { a: 1 } }],
          outputs: { id: { expression: { references: ["aws_vpc.main.id"] } } },
          module_calls: {
            web: { expressions: { b: 2 }, module: { resources: [{ address: "aws_lb.this", expressions: { c: 3 } }] } },
          },
        },
      },
    };
    expect(configured(plan)).toEqual([
      { address: "aws_vpc.main", prefix: "", expressions: { a: 1 } },
      { address: "output.id", prefix: "", expressions: { references: ["aws_vpc.main.id"] } },
      { address: "module.web", prefix: "", expressions: { b: 2 } },
      { address: "module.web.aws_lb.this", prefix: "module.web.", expressions: { c: 3 } },
    ]);
  });

  it("finds nothing in a plan without configuration", () => {
    expect(configured({ format_version: "1.2" })).toEqual([]);
  });
});

describe("referencesIn", () => {
  it("finds them in blocks of any depth", () => {
    const expressions = {
      a: { references: ["x.y.id"] },
      block: [{ b: { references: ["var.z"] } }],
      c: { constant_value: 1 },
    };
    expect(referencesIn(expressions)).toEqual(["x.y.id", "var.z"]);
  });
});

describe("withoutKeys", () => {
  it.each([
    ["aws_vpc.main", "aws_vpc.main"],
    ["aws_vpc.main[0]", "aws_vpc.main"],
    ['module.a["x"].aws_vpc.main["b]\\"c"]', "module.a.aws_vpc.main"],
  ])("makes %s an address of the configuration", (address, expected) => {
    expect(withoutKeys(address)).toBe(expected);
  });
});
