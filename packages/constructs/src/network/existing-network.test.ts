import { oneStack } from "../testing/one-stack";
import type { SynthesizedStack } from "../testing/synthesize";
import { ExistingNetwork } from "./existing-network";

/** A stack with an existing network; the values that it publishes are its locals. */
function existing(): SynthesizedStack {
  return oneStack((stack) => {
    const network = new ExistingNetwork(stack, "Network", {
      region: "eu-central-1",
      vpcId: "vpc-1",
      publicSubnetIds: ["subnet-1", "subnet-2"],
      privateSubnetIds: ["subnet-4", "subnet-3"],
    });
    const { vpcId, vpcCidr, publicSubnetIds, privateSubnetIds, natPublicIps, s3PrefixListId } = network;
    stack.show({ vpcId, vpcCidr, publicSubnetIds, privateSubnetIds, natPublicIps, s3PrefixListId });
  });
}

describe("ExistingNetwork", () => {
  it("creates nothing", () => {
    expect(existing().resource).toEqual({});
  });

  it("publishes what a network of ours does, the subnets in the order given", () => {
    expect(existing().locals).toEqual({
      vpcId: "${data.aws_vpc.vpc.id}",
      vpcCidr: "${data.aws_vpc.vpc.cidr_block}",
      publicSubnetIds: ["${data.aws_subnet.subnet_1.id}", "${data.aws_subnet.subnet_2.id}"],
      privateSubnetIds: ["${data.aws_subnet.subnet_4.id}", "${data.aws_subnet.subnet_3.id}"],
      natPublicIps: "${values(data.aws_nat_gateway.nat)[*].public_ip}",
      s3PrefixListId: "${data.aws_prefix_list.s3.prefix_list_id}",
    });
  });

  it("refuses a subnet of another VPC", () => {
    expect(existing().data.aws_subnet?.subnet_1?.lifecycle.postcondition).toMatchObject([
      {
        condition: '${self.vpc_id == "vpc-1"}',
        error_message: expect.stringContaining("subnet-1 is not in VPC vpc-1"),
      },
    ]);
  });

  it("finds the addresses of every NAT gateway that is there", () => {
    const { data } = existing();
    expect(data.aws_nat_gateways?.nats).toMatchObject({
      vpc_id: "vpc-1",
      filter: [{ name: "state", values: ["available"] }],
    });
    expect(data.aws_nat_gateway?.nat).toMatchObject({
      for_each: "${toset(data.aws_nat_gateways.nats.ids)}",
      id: "${each.value}",
    });
  });
});
