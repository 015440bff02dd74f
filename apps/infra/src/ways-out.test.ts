import { type EnvironmentDescription, parseEnvironment, scheduled, web } from "@app/config";
import { type Block, synthesized } from "./synthesized-app";
import { places } from "./testing/places";

type Nat = "one-per-zone" | "single" | "public-subnets" | "none";

const application = {
  name: "shop",
  services: {
    web: web({ source: "apps/flask" }),
    report: scheduled({ source: "apps/flask", command: ["flask", "report"], at: "rate(1 day)" }),
  },
};

/** The stack of a service in a network with this way out. */
function service(key: string, nat: Nat, ipv6: boolean): Record<string, Record<string, Block>> {
  const description: EnvironmentDescription<typeof application> = {
    ...places,
    network: { ...places.network, nat, ipv6 },
    services: {
      web: { cpu: 256, memoryMiB: 512, tasks: { minimum: 1, maximum: 1 } },
      report: { cpu: 256, memoryMiB: 512 },
    },
  };
  const { files } = synthesized(parseEnvironment("test", description, application));
  return JSON.parse(files[`infra-service-${key}`] ?? "{}").resource;
}

const remote = (output: string) => `\${data.terraform_remote_state.infra_network.outputs.${output}}`;

/** Where tasks may go with HTTPS, besides what gateways of the network lead to. */
const anywhere = (nat: Nat, ipv6: boolean) =>
  Object.values(service("web", nat, ipv6).aws_vpc_security_group_egress_rule ?? {})
    .filter(({ security_group_id }) => security_group_id === "${aws_security_group.tasks.id}")
    .flatMap(({ cidr_ipv4, cidr_ipv6 }) => cidr_ipv4 ?? cidr_ipv6 ?? [])
    .sort();

describe("the way out of tasks", () => {
  it.each<[Nat, boolean, string[]]>([
    ["one-per-zone", true, ["0.0.0.0/0", "::/0"]],
    ["one-per-zone", false, ["0.0.0.0/0"]],
    ["single", true, ["0.0.0.0/0", "::/0"]],
    ["public-subnets", true, ["0.0.0.0/0", "::/0"]],
    ["none", true, [remote("vpc_cidr")]],
    ["none", false, [remote("vpc_cidr")]],
  ])("is open to them where the network has one: %s, with IPv6: %s", (nat, ipv6, cidrs) => {
    expect(anywhere(nat, ipv6)).toEqual(cidrs);
  });

  it.each<[Nat, boolean, string]>([
    ["one-per-zone", false, "private_subnet_ids"],
    ["none", false, "private_subnet_ids"],
    ["public-subnets", true, "public_subnet_ids"],
  ])("is theirs alone only in public subnets: %s", (nat, assign_public_ip, subnets) => {
    const placed = { assign_public_ip, subnets: remote(subnets) };
    expect(service("web", nat, false).aws_ecs_service?.service?.network_configuration).toMatchObject(placed);
    expect(service("report", nat, false).aws_scheduler_schedule?.schedule?.target).toMatchObject({
      ecs_parameters: { network_configuration: placed },
    });
  });

  it("lets nobody but the load balancer in through a public address", () => {
    const { aws_vpc_security_group_ingress_rule } = service("web", "public-subnets", true);
    expect(Object.values(aws_vpc_security_group_ingress_rule ?? {})).toEqual([
      expect.objectContaining({
        referenced_security_group_id: "${data.terraform_remote_state.infra_alb.outputs.security_group_id}",
        from_port: 8080,
        to_port: 8080,
      }),
    ]);
  });
});
