"""A load balancer in the emulator of this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from ministack.app import app
from ministack.services import acm, alb, cloudwatch, ec2, ecr, ecs, eventbridge, route53, scheduler, sqs

from tests.asking import Answer, ask

DOMAIN = "shop.localhost"
_HEADERS = {
    "host": "localhost:4566",
    "content-type": "application/x-www-form-urlencoded",
    "authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/elasticloadbalancing/aws4_request",
}


@contextmanager
def emulated_account() -> Iterator[None]:
    """Nothing is left of what a test makes."""
    try:
        yield
    finally:
        for service in (acm, alb, cloudwatch, ec2, ecr, ecs, eventbridge, route53, scheduler, sqs):
            service.reset()


async def elb(action: str, **parameters: Any) -> Answer:
    """Asks the API of Elastic Load Balancing. `Values.member.1` is written `Values_member_1`."""
    form = {"Action": action, "Version": "2015-12-01"}
    form.update({name.replace("_", "."): str(value) for name, value in parameters.items()})
    return await ask(app, headers=_HEADERS, body=urlencode(form).encode())


async def balance(**default_action: Any) -> str:
    """Makes a load balancer with a listener on port 443 and an alias record for DOMAIN; returns the listener's ARN."""
    await elb("CreateLoadBalancer", Name="shop")
    balancer = next(iter(alb._lbs.values()))
    actions = {f"DefaultActions_member_1_{name}": value for name, value in default_action.items()}
    await elb("CreateListener", LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTPS", Port=443, **actions)
    target = {"DNSName": f"dualstack.{balancer['DNSName']}."}
    route53._records["zone"] = [{"Name": f"{DOMAIN}.", "Type": "A", "AliasTarget": target}]
    return next(iter(alb._listeners))


async def target_group(name: str, *targets: tuple[str, int]) -> str:
    """Makes a target group; returns its ARN."""
    await elb("CreateTargetGroup", Name=name, TargetType="ip", Port=80)
    arn = next(arn for arn in alb._tgs if f"/{name}/" in arn)
    for address, port in targets:
        target = {"Targets_member_1_Id": address, "Targets_member_1_Port": port}
        await elb("RegisterTargets", TargetGroupArn=arn, **target)
    return arn


async def rule(listener: str, priority: int, answer: str, **conditions: list[str]) -> Answer:
    """A rule that answers with this text; conditions are `host_header=[...]` and `path_pattern=[...]`."""
    parameters: dict[str, Any] = {
        "ListenerArn": listener,
        "Priority": priority,
        "Actions_member_1_Type": "fixed-response",
        "Actions_member_1_FixedResponseConfig_StatusCode": 200,
        "Actions_member_1_FixedResponseConfig_MessageBody": answer,
    }
    for number, (field, values) in enumerate(conditions.items(), start=1):
        config = {"host_header": "HostHeaderConfig", "path_pattern": "PathPatternConfig"}[field]
        parameters[f"Conditions_member_{number}_Field"] = field.replace("_", "-")
        for index, value in enumerate(values, start=1):
            parameters[f"Conditions_member_{number}_{config}_Values_member_{index}"] = value
    return await elb("CreateRule", **parameters)
