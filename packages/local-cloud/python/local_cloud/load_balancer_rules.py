"""Matches hosts and paths as a load balancer does, and refuses a second rule or listener in the place of another."""

import re

from ministack.services import alb


def install() -> None:
    match_condition = alb._match_condition
    create_rule, create_listener = alb._ACTION_MAP["CreateRule"], alb._ACTION_MAP["CreateListener"]

    def match(condition, method, path, headers, query_params):
        # Hosts are compared without regard to case, paths with it; * and ? are the only wildcards.
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_HostHeaderConditionConfig.html
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_PathPatternConditionConfig.html
        if condition.get("Field") == "host-header":
            host = headers.get("host", "").split(":")[0]
            return any(_matches(host, pattern, re.IGNORECASE) for pattern in condition.get("Values", []))
        if condition.get("Field") == "path-pattern":
            return any(_matches(path, pattern) for pattern in condition.get("Values", []))
        return match_condition(condition, method, path, headers, query_params)

    def create_free_rule(params):
        listener, priority = alb._p(params, "ListenerArn"), alb._p(params, "Priority")
        if any(rule["ListenerArn"] == listener and rule["Priority"] == priority for rule in alb._rules.values()):
            # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
            return alb._error("PriorityInUse", f"Priority '{priority}' is currently in use")
        return create_rule(params)

    def create_free_listener(params):
        balancer, port = alb._p(params, "LoadBalancerArn"), alb._p(params, "Port")
        if any(one["LoadBalancerArn"] == balancer and f"{one['Port']}" == port for one in alb._listeners.values()):
            # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
            return alb._error("DuplicateListener", f"A listener already exists on port {port} of this load balancer")
        return create_listener(params)

    alb._match_condition = match
    alb._ACTION_MAP.update(CreateRule=create_free_rule, CreateListener=create_free_listener)


def _matches(value: str, pattern: str, flags: int = 0) -> bool:
    wildcards = re.escape(pattern).replace(r"\*", ".*").replace(r"\?", ".")
    return re.fullmatch(wildcards, value, flags | re.DOTALL) is not None
