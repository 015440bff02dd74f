import { oneStack } from "../testing/one-stack";
import { type ListenerRoute, ListenerRules } from "./listener-rules";

const rules = (...routes: ListenerRoute[]) =>
  oneStack((stack) => {
    new ListenerRules(stack, "ListenerRules", { listenerArn: "arn:listener", targetGroupArn: "arn:targets", routes });
  }).resource.aws_lb_listener_rule ?? {};

describe("ListenerRules", () => {
  it("send what a service claims to its targets", () => {
    expect(rules({ priority: 7, hostNames: ["example.org"], paths: [] }).rule_7).toMatchObject({
      listener_arn: "arn:listener",
      priority: 7,
      action: [{ type: "forward", target_group_arn: "arn:targets" }],
    });
  });

  it("answer nobody on what is hidden, so that only health checks reach it", () => {
    expect(rules({ priority: 3, hostNames: ["example.org"], paths: ["/ready"], hidden: true }).rule_3).toMatchObject({
      action: [{ type: "fixed-response", fixed_response: { status_code: "404", message_body: "Not found" } }],
      condition: [{ host_header: { values: ["example.org"] } }, { path_pattern: { values: ["/ready"] } }],
    });
  });

  it.each<[string, ListenerRoute, object[]]>([
    [
      "hosts",
      { priority: 1, hostNames: ["example.org", "www.example.org"], paths: [] },
      [{ host_header: { values: ["example.org", "www.example.org"] } }],
    ],
    [
      "paths on any host",
      { priority: 1, hostNames: [], paths: ["/api/*"] },
      [{ path_pattern: { values: ["/api/*"] } }],
    ],
    [
      "a path on a host, from some addresses only",
      { priority: 1, hostNames: ["example.org"], paths: ["/admin/*"], sourceCidrs: ["192.0.2.0/24", "2001:db8::/32"] },
      [
        { host_header: { values: ["example.org"] } },
        { path_pattern: { values: ["/admin/*"] } },
        { source_ip: { values: ["192.0.2.0/24", "2001:db8::/32"] } },
      ],
    ],
  ])("claim %s", (_, route, condition) => {
    expect(rules(route).rule_1?.condition).toEqual(condition);
  });

  it("stay as they are when another one comes in front", () => {
    const host: ListenerRoute = { priority: 900, hostNames: ["example.org"], paths: [] };
    const path: ListenerRoute = { priority: 100, hostNames: ["example.org"], paths: ["/api/*"] };
    expect(rules(path, host)).toMatchObject(rules(host));
  });
});
