import { planOf } from "../testing/plans";
import { remoteReads } from "./remote-reads";

function readsOf(references: readonly string[]) {
  const resources = [{ address: "aws_lb.this", expressions: { subnets: { references } } }];
  return remoteReads(planOf([], { configuration: { root_module: { resources } } }));
}

describe("remoteReads", () => {
  it.each([
    ["data.terraform_remote_state.infra_network.outputs.vpc_id", "infra_network", "vpc_id"],
    ["data.terraform_remote_state.infra_network.outputs.subnet_ids[0]", "infra_network", "subnet_ids"],
    ["data.terraform_remote_state.infra_network[0].outputs.vpc_id", "infra_network", "vpc_id"],
    ['data.terraform_remote_state.infra-network.outputs["vpc-id"]', "infra-network", "vpc-id"],
  ])("understands %s", (reference, source, output) => {
    expect(readsOf([reference])).toEqual([{ source, output, reader: "aws_lb.this" }]);
  });

  it("names each reading once, and nothing that reads no output", () => {
    const reference = "data.terraform_remote_state.a.outputs.b";
    expect(readsOf([reference, "data.terraform_remote_state.a.outputs", "aws_vpc.a.id", reference])).toHaveLength(1);
  });

  it("finds readers among outputs, in modules and in what modules are given", () => {
    const read = (output: string) => ({ references: [`data.terraform_remote_state.a.outputs.${output}`] });
    const configuration = {
      root_module: {
        outputs: { again: { expression: read("o") } },
        module_calls: {
          m: {
            expressions: { vpc: read("m") },
            module: { resources: [{ address: "x.y", expressions: { z: read("i") } }] },
          },
        },
      },
    };
    expect(remoteReads(planOf([], { configuration })).map(({ reader, output }) => `${reader} ${output}`)).toEqual([
      "output.again o",
      "module.m m",
      "module.m.x.y i",
    ]);
  });
});
