import { LbListenerRule, type LbListenerRuleAction } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct } from "constructs";
import { authenticate, type IdentityProvider } from "./identity-provider";

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
  /** Only who has signed in gets further; all others are sent to the identity provider, or answered with 401. Default: anybody does. */
  readonly onUnauthenticatedRequest?: "authenticate" | "deny";
}

export interface ListenerRulesProps {
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  readonly routes: readonly ListenerRoute[];
  /** Required where a route asks who visitors are. The listener must speak HTTPS. */
  readonly identityProvider?: IdentityProvider;
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
  private rule(route: ListenerRoute): LbListenerRule {
    const { priority, hostNames, paths, sourceCidrs = [] } = route;
    const { listenerArn } = this.props;
    return new LbListenerRule(this, `rule-${priority}`, {
      listenerArn,
      priority,
      action: this.actions(route),
      condition: [
        ...(hostNames.length > 0 ? [{ hostHeader: { values: [...hostNames] } }] : []),
        ...(paths.length > 0 ? [{ pathPattern: { values: [...paths] } }] : []),
        ...(sourceCidrs.length > 0 ? [{ sourceIp: { values: [...sourceCidrs] } }] : []),
      ],
    });
  }
  private actions({ priority, hidden = false, onUnauthenticatedRequest }: ListenerRoute): LbListenerRuleAction[] {
    if (hidden) return [NOT_FOUND];
    const { targetGroupArn, identityProvider } = this.props;
    const forward = { type: "forward", targetGroupArn };
    if (onUnauthenticatedRequest === undefined) return [forward];
    if (identityProvider === undefined) throw new Error(`rule ${priority} asks visitors to sign in, and nobody can`);
    // Without numbers of their own both would be the first.
    return [
      { ...authenticate(identityProvider, onUnauthenticatedRequest), order: 1 },
      { ...forward, order: 2 },
    ];
  }
}
