import { oneStack } from "../testing/one-stack";
import type { Block } from "../testing/synthesize";
import { TaskSecurityGroup, type TaskSecurityGroupProps } from "./task-security-group";

const GROUP = "${aws_security_group.tasks.id}";

interface Rules {
  readonly ingress: Record<string, Block>;
  readonly egress: Record<string, Block>;
  readonly group: Block | undefined;
}

function rules(changes: Partial<TaskSecurityGroupProps> = {}): Rules {
  const { resource } = oneStack((stack) => {
    new TaskSecurityGroup(stack, "tasks", {
      name: "flask-test",
      vpcId: "vpc-1",
      inbound: { securityGroupId: "sg-alb", port: 8080 },
      prefixListIds: { s3: "pl-s3", dynamodb: "pl-dynamodb" },
      httpsCidr: "10.0.0.0/16",
      ...changes,
    });
  });
  return {
    ingress: resource.aws_vpc_security_group_ingress_rule ?? {},
    egress: resource.aws_vpc_security_group_egress_rule ?? {},
    group: resource.aws_security_group?.tasks,
  };
}

const outOfTasks = (changes?: Partial<TaskSecurityGroupProps>) =>
  Object.values(rules(changes).egress)
    .filter((rule) => rule.security_group_id === GROUP)
    .map((rule) => [rule.prefix_list_id ?? rule.cidr_ipv4 ?? rule.cidr_ipv6, rule.ip_protocol, rule.from_port])
    .sort();

describe("TaskSecurityGroup", () => {
  it("accepts traffic from the load balancer only, on the container's port", () => {
    const { ingress, group } = rules();
    expect(Object.values(ingress)).toMatchObject([
      { security_group_id: GROUP, referenced_security_group_id: "sg-alb", from_port: 8080, to_port: 8080 },
    ]);
    expect(Object.values(ingress)[0]).not.toHaveProperty("cidr_ipv4");
    expect(group).not.toHaveProperty("ingress");
  });

  it("accepts nothing where nobody connects to the tasks", () => {
    expect(rules({ inbound: undefined }).ingress).toEqual({});
  });

  it("lets the load balancer out to the tasks and nowhere else", () => {
    expect(Object.values(rules().egress).filter((rule) => rule.security_group_id === "sg-alb")).toMatchObject([
      { referenced_security_group_id: GROUP, from_port: 8080, to_port: 8080 },
    ]);
  });

  it("lets tasks out over HTTPS only: to the gateway endpoints and to the block given", () => {
    expect(outOfTasks()).toEqual([
      ["10.0.0.0/16", "tcp", 443],
      ["pl-dynamodb", "tcp", 443],
      ["pl-s3", "tcp", 443],
    ]);
  });

  it("lets tasks out over IPv6 as well where there is a way", () => {
    expect(outOfTasks({ prefixListIds: {}, httpsCidr: "0.0.0.0/0", httpsIpv6: true })).toEqual([
      ["0.0.0.0/0", "tcp", 443],
      ["::/0", "tcp", 443],
    ]);
  });

  it("lets tasks out to what the environment names", () => {
    const egress = [
      { cidr: "192.0.2.0/24", port: 5432 },
      { cidr: "2001:db8::/32", port: 53, protocol: "udp" },
    ] as const;
    expect(outOfTasks({ prefixListIds: {}, egress })).toEqual([
      ["10.0.0.0/16", "tcp", 443],
      ["192.0.2.0/24", "tcp", 5432],
      ["2001:db8::/32", "udp", 53],
    ]);
  });

  it("says once what the environment names again: AWS refuses the same rule twice", () => {
    expect(outOfTasks({ prefixListIds: {}, egress: [{ cidr: "10.0.0.0/16", port: 443 }] })).toEqual([
      ["10.0.0.0/16", "tcp", 443],
    ]);
  });

  it("leaves its rules alone when others come in front of them", () => {
    const [first, second] = [
      { cidr: "192.0.2.0/24", port: 5432 },
      { cidr: "192.0.2.0/24", port: 6432 },
    ];
    expect(rules({ egress: [second, first] }).egress).toMatchObject(rules({ egress: [first] }).egress);
  });

  it("is replaced under another name, with its rules, while tasks still use the old one", () => {
    const { group, ingress, egress } = rules({
      connections: [{ id: "orders", description: "Postgres", securityGroupId: "sg-orders", port: 5432 }],
    });
    expect(group).toMatchObject({ name_prefix: "flask-test-tasks-", tags: { Name: "flask-test-tasks" } });
    const all = [group, ...Object.values(ingress), ...Object.values(egress)];
    expect(all.map((block) => block?.lifecycle.create_before_destroy)).toEqual(all.map(() => true));
    // Rules of the other side's group name ours, and would else move over at once.
    for (const rule of [egress.tasks_load_balancer_out, ingress.tasks_store_orders_in]) {
      expect(rule?.lifecycle.replace_triggered_by).toEqual(["aws_security_group.tasks.id"]);
    }
  });
});
