import asyncio

import pytest
from ministack.app import app

from tests.asking import ask
from tests.emulated_load_balancer import DOMAIN, balance, elb, rule

NOBODY = {"FixedResponseConfig_StatusCode": 404, "FixedResponseConfig_MessageBody": "nobody"}


async def rules_for_shop_and_api():
    listener = await balance(Type="fixed-response", **NOBODY)
    # Not in the order of their priorities.
    await rule(listener, 30, "shop", host_header=[DOMAIN, f"www.{DOMAIN}"])
    await rule(listener, 10, "api", host_header=[DOMAIN], path_pattern=["/api/*", "/v?/status"])
    await rule(listener, 20, "images", path_pattern=["*.[jpg]", "/images/*"])


def answer(path, host=DOMAIN):
    async def asking():
        await rules_for_shop_and_api()
        return await ask(app, "GET", path, {"host": f"{host}:443"})

    return asyncio.run(asking())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", b"shop"),
        ("/api/", b"api"),
        ("/api/orders/7", b"api"),
        ("/v2/status", b"api"),
        ("/v22/status", b"shop"),
        ("/API/orders", b"shop"),
        ("/images/logo", b"images"),
        ("/logo.j", b"shop"),
        ("/logo.[jpg]", b"images"),
    ],
)
def test_the_first_rule_in_the_order_of_priorities_that_matches_answers(path, expected):
    assert answer(path).body == expected


def test_hosts_are_compared_without_regard_to_case():
    assert answer("/", host=DOMAIN.upper()).body == b"shop"


def test_the_default_action_answers_hosts_that_nobody_claimed():
    async def asking():
        await balance(Type="fixed-response", **NOBODY)
        return await ask(app, "GET", "/", {"host": f"{DOMAIN}:443"})

    nobody = asyncio.run(asking())
    assert (nobody.status, nobody.body) == (404, b"nobody")


def test_a_priority_that_is_taken_is_refused():
    async def asking():
        listener = await balance(Type="fixed-response", **NOBODY)
        return [await rule(listener, 10, text, path_pattern=["/"]) for text in ("first", "second")]

    first, second = asyncio.run(asking())
    assert first.status == 200
    assert second.status == 400
    assert b"<Code>PriorityInUse</Code>" in second.body


def test_a_second_listener_on_a_port_is_refused():
    async def asking():
        listener = await balance(Type="fixed-response", **NOBODY)
        balancer = listener.replace(":listener/", ":loadbalancer/").rpartition("/")[0]
        return [await elb("CreateListener", LoadBalancerArn=balancer, Port=port) for port in (443, 80)]

    second, other = asyncio.run(asking())
    assert second.status == 400
    assert b"<Code>DuplicateListener</Code>" in second.body
    assert other.status == 200
