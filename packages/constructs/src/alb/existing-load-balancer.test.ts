import { oneStack } from "../testing/one-stack";
import { ExistingLoadBalancer } from "./existing-load-balancer";

const LISTENER = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/shared/1/2";

const existing = () =>
  oneStack((stack) => {
    const { loadBalancer, httpsListener, securityGroupId } = new ExistingLoadBalancer(stack, "LoadBalancer", {
      listenerArn: LISTENER,
      securityGroupId: "sg-1",
    });
    stack.show({ dnsName: loadBalancer.dnsName, listenerArn: httpsListener.arn, securityGroupId });
  });

describe("ExistingLoadBalancer", () => {
  it("creates nothing", () => {
    expect(existing().resource).toEqual({});
  });

  it("is found by its listener", () => {
    const { data, locals } = existing();
    expect(data.aws_lb_listener?.https?.arn).toBe(LISTENER);
    expect(data.aws_lb?.alb?.arn).toBe("${data.aws_lb_listener.https.load_balancer_arn}");
    expect(locals).toEqual({
      dnsName: "${data.aws_lb.alb.dns_name}",
      listenerArn: "${data.aws_lb_listener.https.arn}",
      securityGroupId: "sg-1",
    });
  });

  it("is refused with a listener that speaks plain HTTP, and with a security group that is not its own", () => {
    const { data } = existing();
    expect(data.aws_lb_listener?.https?.lifecycle.postcondition[0].condition).toBe('${self.protocol == "HTTPS"}');
    expect(data.aws_lb?.alb?.lifecycle.postcondition[0].condition).toBe('${contains(self.security_groups, "sg-1")}');
  });
});
