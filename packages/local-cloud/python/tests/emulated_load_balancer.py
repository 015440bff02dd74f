"""A load balancer in the emulator of this process."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from ministack.app import app
from ministack.services import alb, ecr, route53

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
        for service in (alb, route53, ecr):
            service.reset()


async def elb(action: str, **parameters: Any) -> Answer:
    """Asks the API of Elastic Load Balancing. `Values.member.1` is written `Values_member_1`."""
    form = {"Action": action, "Version": "2015-12-01"}
    form.update({name.replace("_", "."): str(value) for name, value in parameters.items()})
    answer = await ask(app, headers=_HEADERS, body=urlencode(form).encode())
    assert answer.status == 200, answer.body
    return answer


async def balance(**default_action: Any) -> str:
    """Makes a load balancer with a listener on port 443 and an alias record for DOMAIN; returns the listener's ARN."""
    await elb("CreateLoadBalancer", Name="shop")
    balancer = next(iter(alb._lbs.values()))
    actions = {f"DefaultActions_member_1_{name}": value for name, value in default_action.items()}
    await elb("CreateListener", LoadBalancerArn=balancer["LoadBalancerArn"], Protocol="HTTPS", Port=443, **actions)
    target = {"DNSName": f"dualstack.{balancer['DNSName']}."}
    route53._records["zone"] = [{"Name": f"{DOMAIN}.", "Type": "A", "AliasTarget": target}]
    return next(iter(alb._listeners))
