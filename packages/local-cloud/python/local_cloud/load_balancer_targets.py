"""Hands requests to the targets of a group in turn, and passes over one that cannot be reached.

The emulator picks one at random and takes every target for healthy. A load balancer would learn of a dead one from its
health checks; here a request that cannot connect is the check, and counts for ten seconds.
"""

import time
from collections import Counter
from http import HTTPStatus

from ministack.services import alb

_UNHEALTHY_SECONDS = 10
# What the emulator's own answer says where it cannot connect, or gets no answer.
_NOT_REACHED = b"connect error"

_unhealthy_until: dict[tuple[str, str], float] = {}
_turns: Counter[str] = Counter()


def install() -> None:
    forward = alb._forward_to_tg
    describe = alb._ACTION_MAP["DescribeTargetHealth"]

    async def forward_in_turn(
        group_arn, method, path, headers, body, query_params, raw_query_string=None, raw_path=None
    ):
        group, targets = alb._tgs.get(group_arn), list(alb._targets.get(group_arn, []))
        if not group or not targets or group.get("TargetType") == "lambda":
            return await forward(group_arn, method, path, headers, body, query_params, raw_query_string, raw_path)
        target = _next(group_arn, targets)
        answer = await alb._proxy_http_target(
            target, group, method, raw_path or path, headers, body, query_params, raw_query_string
        )
        status, _, content = answer
        if status == HTTPStatus.BAD_GATEWAY and isinstance(content, bytes) and _NOT_REACHED in content:
            _unhealthy_until[group_arn, target["Id"]] = time.monotonic() + _UNHEALTHY_SECONDS
        else:
            _unhealthy_until.pop((group_arn, target["Id"]), None)
        return answer

    def describe_target_health(params):
        status, headers, body = describe(params)
        group_arn = alb._p(params, "TargetGroupArn")
        for target in alb._targets.get(group_arn, []):
            if not _is_healthy(group_arn, target):
                body = _as_unhealthy(body, target)
        return status, headers, body

    alb._forward_to_tg = forward_in_turn
    alb._ACTION_MAP["DescribeTargetHealth"] = describe_target_health


def _next(group_arn: str, targets: list[dict]) -> dict:
    healthy = [target for target in targets if _is_healthy(group_arn, target)]
    # Where none is healthy, all get requests:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
    choice = healthy or targets
    _turns[group_arn] += 1
    return choice[_turns[group_arn] % len(choice)]


def _is_healthy(group_arn: str, target: dict) -> bool:
    return _unhealthy_until.get((group_arn, target["Id"]), 0) <= time.monotonic()


def _as_unhealthy(body: bytes, target: dict) -> bytes:
    before, found, after = body.partition(f"<Target><Id>{target['Id']}</Id>".encode())
    described, end, rest = after.partition(b"</member>")
    described = described.replace(b"<HealthStatus>healthy<", b"<HealthStatus>unhealthy<").replace(
        b"<State>healthy</State>", b"<State>unhealthy</State><Reason>Target.FailedHealthChecks</Reason>"
    )
    return before + found + described + end + rest
