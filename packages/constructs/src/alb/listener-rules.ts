import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";

/** Requests that one service claims. Host names, paths and addresses together are at most five (a quota of ALB's). */
export interface ListenerRoute {
  /** 1 to 50000, no other rule of the listener has it; the lowest that matches wins. The rule is known by it. */
  readonly priority: number;
  /** Any of these; none means any host. */
  readonly hostNames: readonly string[];
  /** Any of these patterns; none means any path. */
  readonly paths: readonly string[];
  /** Only requests from these blocks match. Default: from anywhere. */
  readonly sourceCidrs?: readonly string[];
  /** The load balancer itself answers, with 404. Its health checks ask the targets and no rule. Default: false. */
  readonly hidden?: boolean;
}

export interface ListenerRulesProps {
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  readonly routes: readonly ListenerRoute[];
}

const NOT_FOUND = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", messageBody: "Not found", statusCode: "404" },
};

/** Sends the requests that a service claims to its target group. */
export class ListenerRules extends Construct {
  /** ECS accepts a target group only once a rule ties it to a load balancer. */
  readonly rules: readonly LbListenerRule[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ListenerRulesProps,
  ) {
    super(scope, id);
    this.rules = props.routes.map((route) => this.rule(route));
  }

  /** Addressed by its priority, which is what tells rules of a listener apart: its conditions change in place. */
  private rule({ priority, hostNames, paths, sourceCidrs = [], hidden = false }: ListenerRoute): LbListenerRule {
    const { listenerArn, targetGroupArn } = this.props;
    return new LbListenerRule(this, `rule-${priority}`, {
      listenerArn,
      priority,
      action: [hidden ? NOT_FOUND : { type: "forward", targetGroupArn }],
      condition: [
        ...(hostNames.length > 0 ? [{ hostHeader: { values: [...hostNames] } }] : []),
        ...(paths.length > 0 ? [{ pathPattern: { values: [...paths] } }] : []),
        ...(sourceCidrs.length > 0 ? [{ sourceIp: { values: [...sourceCidrs] } }] : []),
      ],
    });
  }
}
