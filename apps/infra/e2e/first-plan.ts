import { stackGroup } from "@app/config";
import type { Checkout } from "./checkout";
import { Operator } from "./operator";
import { attribute, reasons } from "./planned";
import { shipped, webStackId } from "./shipped";

/** What an operator reads before anything was ever deployed. */
export function describeFirstPlan(checkout: Checkout): void {
  it("reviews a first deploy of every stack, with the values that wait for another one", async () => {
    await checkout.start(shipped.dns.domain);
    await checkout.cdktf(["bootstrap"]);

    const planned = await new Operator(checkout).plan();

    expect(planned).toHaveEnded(0);
    expect(planned.topLine).toMatch(/^\d+ to add, 0 to change, 0 to destroy · worst: access · \+\$[\d.]+ a month/);
    const service = planned.review.stacks.find(({ id }) => id === webStackId);
    const upstream = ["alb", "cluster", "data", "dns", "network"].map((stack) => `${stackGroup}-${stack}`);
    expect([...(service?.waitsFor ?? [])].sort()).toEqual(upstream);
    expect(attribute(planned, "aws_security_group.tasks", "vpc_id")?.after).toBe('"‹vpc_id of infra-network›"');
    expect(reasons(planned, "aws_vpc_security_group_ingress_rule.https_ipv4")).toEqual([
      "access: port 443 open to 0.0.0.0/0: new",
    ]);
  });
}
