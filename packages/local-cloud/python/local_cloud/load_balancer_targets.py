"""Hands requests to the targets of a group in turn, and passes over one that cannot be reached.

The emulator picks one at random and takes every target for healthy. A load balancer would learn of a dead one from its
health checks; here a request that cannot connect is the check, and counts for ten seconds. A new target gets no request
before it has passed its checks: one that never answered costs no client its request.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

import re
import time
from collections import Counter
from http import HTTPStatus

from ministack.services import alb

_UNHEALTHY_SECONDS = 10
# What the emulator's own answer says where it cannot connect, or gets no answer.
_NOT_REACHED = b"connect error"
# Nothing was sent: connection refused, no route to the host.
_REFUSED = re.compile(rb"\[Errno (?:111|113|61|65)\]")

# Group, address and port of a target.
_Key = tuple[str, str, int | None]
_unhealthy_until: dict[_Key, float] = {}
_answered: set[_Key] = set()
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
        for _ in targets:
            target = _next(group_arn, targets)
            key = _key(group_arn, target)
            answer = await alb._proxy_http_target(
                target, group, method, raw_path or path, headers, body, query_params, raw_query_string
            )
            status, _, content = answer
            if status != HTTPStatus.BAD_GATEWAY or not isinstance(content, bytes) or _NOT_REACHED not in content:
                _unhealthy_until.pop(key, None)
                _answered.add(key)
                return answer
            _unhealthy_until[key] = time.monotonic() + _UNHEALTHY_SECONDS
            if key in _answered or not _REFUSED.search(content):
                return answer
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
    return _unhealthy_until.get(_key(group_arn, target), 0) <= time.monotonic()


def _key(group_arn: str, target: dict) -> _Key:
    return group_arn, target["Id"], target.get("Port")


def _as_unhealthy(body: bytes, target: dict) -> bytes:
    before, found, after = body.partition(f"<Target><Id>{target['Id']}</Id>".encode())
    described, end, rest = after.partition(b"</member>")
    described = described.replace(b"<HealthStatus>healthy<", b"<HealthStatus>unhealthy<").replace(
        b"<State>healthy</State>", b"<State>unhealthy</State><Reason>Target.FailedHealthChecks</Reason>"
    )
    return before + found + described + end + rest
