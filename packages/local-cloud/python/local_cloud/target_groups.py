"""Knows which load balancers a target group serves, and keeps a group from being deleted while a rule forwards to it.

The emulator looks at a listener's default action alone, once.
"""

from ministack.services import alb


def install() -> None:
    describe, delete = alb._ACTION_MAP["DescribeTargetGroups"], alb._ACTION_MAP["DeleteTargetGroup"]

    def describe_target_groups(params):
        for group in alb._tgs.values():
            group["LoadBalancerArns"] = _load_balancers_of(group["TargetGroupArn"])
        return describe(params)

    def delete_target_group(params):
        group_arn = alb._p(params, "TargetGroupArn")
        if _load_balancers_of(group_arn):
            # https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html
            message = f"Target group '{group_arn}' is currently in use by a listener or a rule"
            return alb._error("ResourceInUse", message)
        return delete(params)

    alb._ACTION_MAP.update(DescribeTargetGroups=describe_target_groups, DeleteTargetGroup=delete_target_group)


def _load_balancers_of(group_arn: str) -> list[str]:
    """By way of the rules, of which each listener's default action is one."""
    listeners = {
        rule["ListenerArn"]
        for rule in alb._rules.values()
        if any(action.get("TargetGroupArn") == group_arn for action in rule["Actions"])
    }
    balancers = {alb._listeners[arn]["LoadBalancerArn"] for arn in listeners if arn in alb._listeners}
    # The emulator leaves the listeners of a deleted load balancer behind.
    return sorted(balancers.intersection(alb._lbs.keys()))
