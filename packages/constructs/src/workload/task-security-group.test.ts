import { AwsStack, type StackSettings } from "../stack/aws-stack";
import { type Block, synthesize } from "../testing/synthesize";
import { TaskSecurityGroup } from "./task-security-group";

const settings: StackSettings = {
  region: "eu-central-1",
  accountId: "111111111111",
  emulated: false,
  stateBucket: "states",
  stateKey: "app/test/service.tfstate",
  tags: {},
};

class TestStack extends AwsStack<Record<never, never>> {}

const GROUP = "${aws_security_group.tasks_group.id}";

function rules(): { ingress: Block[]; egress: Block[]; group?: Block } {
  const { stack } = synthesize((app) => {
    new TaskSecurityGroup(new TestStack(app, "stack", settings, {}), "tasks", {
      name: "flask-test",
      vpcId: "vpc-1",
      port: 8080,
      loadBalancerSecurityGroupId: "sg-alb",
      prefixListIds: { s3: "pl-s3", dynamodb: "pl-dynamodb" },
      httpsCidr: "10.0.0.0/16",
    });
  });
  return {
    ingress: Object.values(stack?.resource.aws_vpc_security_group_ingress_rule ?? {}),
    egress: Object.values(stack?.resource.aws_vpc_security_group_egress_rule ?? {}),
    group: stack?.resource.aws_security_group?.tasks_group,
  };
}

describe("TaskSecurityGroup", () => {
  it("accepts traffic from the load balancer only, on the container's port", () => {
    const { ingress, group } = rules();
    expect(ingress).toMatchObject([
      { security_group_id: GROUP, referenced_security_group_id: "sg-alb", from_port: 8080, to_port: 8080 },
    ]);
    expect(ingress[0]).not.toHaveProperty("cidr_ipv4");
    expect(group).not.toHaveProperty("ingress");
  });

  it("lets the load balancer out to the tasks and nowhere else", () => {
    expect(rules().egress.filter((rule) => rule.security_group_id === "sg-alb")).toMatchObject([
      { referenced_security_group_id: GROUP, from_port: 8080, to_port: 8080 },
    ]);
  });

  it("lets tasks out over HTTPS only: to the gateway endpoints and to the block given", () => {
    const out = rules().egress.filter((rule) => rule.security_group_id === GROUP);
    expect(out.map((rule) => [rule.prefix_list_id ?? rule.cidr_ipv4, rule.from_port, rule.to_port]).sort()).toEqual([
      ["10.0.0.0/16", 443, 443],
      ["pl-dynamodb", 443, 443],
      ["pl-s3", 443, 443],
    ]);
  });
});
