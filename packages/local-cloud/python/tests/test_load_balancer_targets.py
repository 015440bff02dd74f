import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from ministack.app import app

from local_cloud import load_balancer_targets
from tests.asking import ask
from tests.emulated_load_balancer import DOMAIN, balance, elb, target_group

HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3")


@pytest.fixture(autouse=True)
def all_healthy():
    load_balancer_targets._unhealthy_until.clear()
    load_balancer_targets._answered.clear()


@asynccontextmanager
async def targets():
    """Servers on one port of several addresses, which answer with their address and what they were sent."""

    async def answer(reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        sent = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        host = writer.get_extra_info("sockname")[0]
        body = json.dumps({"by": host, "request": head[0], **sent}).encode()
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    first = await asyncio.start_server(answer, HOSTS[0], 0)
    port = first.sockets[0].getsockname()[1]
    servers = [first, *[await asyncio.start_server(answer, host, port) for host in HOSTS[1:]]]
    group = await target_group("shop", *((host, port) for host in HOSTS))
    await balance(Type="forward", TargetGroupArn=group)
    try:
        yield group, servers
    finally:
        for server in servers:
            server.close()


async def asked(path="/", **headers):
    return await ask(app, "GET", path, {"host": f"{DOMAIN}:443", **headers})


async def served_by(times):
    answers = [await asked() for _ in range(times)]
    return [json.loads(answer.body)["by"] if answer.status == 200 else answer.status for answer in answers]


def test_targets_take_turns():
    async def asking():
        async with targets():
            return await served_by(6)

    served = asyncio.run(asking())
    assert sorted(served[:3]) == sorted(HOSTS)
    assert served[3:] == served[:3]


def test_a_target_that_cannot_be_reached_is_passed_over_after_one_failure():
    async def asking():
        async with targets() as (group, servers):
            await served_by(3)
            servers[1].close()
            served = await served_by(3) + await served_by(4)
            return served, (await elb("DescribeTargetHealth", TargetGroupArn=group)).body.decode()

    served, health = asyncio.run(asking())
    assert served.count(502) == 1
    assert set(served[3:]) == {HOSTS[0], HOSTS[2]}
    states = [described.partition("<State>")[2].partition("<")[0] for described in health.split("<Target>")[1:]]
    assert states == ["healthy", "unhealthy", "healthy"]


def test_a_new_target_that_never_listened_costs_nobody_a_request():
    async def asking():
        async with targets() as (_, servers):
            servers[1].close()
            return await served_by(6)

    assert set(asyncio.run(asking())) == {HOSTS[0], HOSTS[2]}


def test_where_no_target_is_healthy_all_are_asked(monkeypatch):
    async def asking():
        async with targets() as (group, _):
            for host in HOSTS:
                monkeypatch.setitem(load_balancer_targets._unhealthy_until, (group, host), float("inf"))
            return await served_by(1)

    assert asyncio.run(asking())[0] in HOSTS


def test_a_deregistered_target_gets_no_new_requests():
    async def asking():
        async with targets() as (group, _):
            await elb("DeregisterTargets", TargetGroupArn=group, Targets_member_1_Id=HOSTS[0])
            return await served_by(4)

    assert set(asyncio.run(asking())) == set(HOSTS[1:])


def test_a_target_learns_who_asked_and_how():
    async def asking():
        async with targets():
            return json.loads((await asked("/a%20b", **{"x-forwarded-for": "203.0.113.7"})).body)

    sent = asyncio.run(asking())
    assert sent["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"
    assert sent["x-forwarded-proto"] == "https"
    assert sent["x-forwarded-port"] == "443"
    assert sent["host"] == DOMAIN
    assert sent["request"] == "GET /a%20b HTTP/1.1"
