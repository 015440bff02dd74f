import { created, deleted, planOf } from "../testing/plans";
import type { Configuration, Plan } from "./plan";
import { Regions } from "./region";

const configuration: Configuration = {
  provider_config: {
    aws: { expressions: { region: { constant_value: "eu-central-1" } } },
    "aws.global": { expressions: { region: { references: ["var.region"] } } },
    "aws.silent": { expressions: {} },
    "module.a:aws": { expressions: { region: { constant_value: "eu-west-1" } } },
  },
  root_module: {
    resources: [
      { address: "aws_lb.main", provider_config_key: "aws" },
      { address: "aws_lb.global", provider_config_key: "aws.global" },
      { address: "aws_lb.silent", provider_config_key: "aws.silent" },
    ],
    module_calls: {
      a: { module: { resources: [{ address: "aws_lb.main", provider_config_key: "module.a:aws" }] } },
    },
  },
};
const rest: Partial<Plan> = { configuration, variables: { region: { value: "us-east-1" } } };

const of = (...[address, values, plan = rest]: [string, Record<string, unknown>?, Partial<Plan>?]) =>
  new Regions(planOf([], plan)).of(created(address, values ?? {}));

describe("the region of a resource", () => {
  it("is its provider's, written out or in a variable, also of instances and in modules", () => {
    expect(of("aws_lb.main")).toBe("eu-central-1");
    expect(of('aws_lb.main["a"]')).toBe("eu-central-1");
    expect(of("aws_lb.global")).toBe("us-east-1");
    expect(of("module.a.aws_lb.main")).toBe("eu-west-1");
  });

  it("is its own argument before its provider's", () => {
    expect(of("aws_lb.main", { region: "ap-south-1" })).toBe("ap-south-1");
  });

  it("is that of its ARN where the provider says none, or is not known any more", () => {
    const arn = "arn:aws:elasticloadbalancing:sa-east-1:111122223333:loadbalancer/app/a/b";
    expect(of("aws_lb.silent", { arn })).toBe("sa-east-1");
    expect(new Regions(planOf([], rest)).of(deleted("aws_lb.gone", { arn }))).toBe("sa-east-1");
  });

  it("is the only one that there is, for what is not in the configuration", () => {
    const only = {
      configuration: { provider_config: { aws: { expressions: { region: { constant_value: "eu-west-3" } } } } },
    };
    expect(of("aws_lb.gone", {}, only)).toBe("eu-west-3");
  });

  it("is not guessed", () => {
    expect(of("aws_lb.silent")).toBeUndefined();
    expect(of("aws_lb.gone")).toBeUndefined();
    expect(of("aws_lb.main", { arn: "arn:aws:iam::111122223333:role/a" }, {})).toBeUndefined();
  });
});
