import asyncio
import base64
import json

import pytest
from ministack.app import app

from tests.asking import ask


def signed(access_key, action):
    return {
        "host": "localhost",
        "authorization": f"AWS4-HMAC-SHA256 Credential={access_key}/20260101/us-east-1/ecr/aws4_request",
        "x-amz-target": f"AmazonEC2ContainerRegistry_V20150921.{action}",
    }


async def login(access_key):
    answer = await ask(app, headers=signed(access_key, "GetAuthorizationToken"), body=b"{}")
    return {
        "host": "localhost",
        "authorization": "Basic " + json.loads(answer.body)["authorizationData"][0]["authorizationToken"],
    }


async def push(headers):
    await ask(app, headers=signed("test", "CreateRepository"), body=json.dumps({"repositoryName": "page"}).encode())
    return await ask(app, "PUT", "/v2/page/manifests/1.0", headers, b"{}")


def test_a_login_carries_the_access_key_that_asked_for_it():
    headers = asyncio.run(login("somebody-test"))
    assert base64.b64decode(headers["authorization"].split()[1]) == b"AWS:somebody-test"


@pytest.mark.parametrize(("access_key", "status"), [("deployer-test", 201), ("readonly-planner-test", 403)])
def test_who_may_only_read_may_not_push(access_key, status):
    async def pushing():
        return await push(await login(access_key))

    assert asyncio.run(pushing()).status == status


def test_nobody_pushes_without_a_login_and_the_ping_says_where_to_bring_it():
    async def asking():
        return await push({"host": "localhost"}), await ask(app, "GET", "/v2/", {"host": "localhost"})

    for answer in asyncio.run(asking()):
        assert answer.status == 401
        assert answer.headers["www-authenticate"] == 'Bearer realm="http://localhost/v2/token/tags/list",service="ecr"'


@pytest.mark.parametrize(("access_key", "status"), [("deployer-test", 201), ("readonly-planner-test", 403)])
def test_a_token_for_a_login_lets_in_as_the_login_does(access_key, status):
    async def pushing():
        answer = await ask(app, "GET", "/v2/token/tags/list", await login(access_key), query="service=ecr")
        return await push({"host": "localhost", "authorization": f"Bearer {json.loads(answer.body)['token']}"})

    assert asyncio.run(pushing()).status == status


@pytest.mark.parametrize(
    ("access_key", "status"), [("deployer-test", 200), ("readonly-planner-test", 200), ("deployer", 401), (None, 401)]
)
def test_images_are_pulled_by_who_knows_the_cloud_s_key(access_key, status):
    async def pulling():
        await push(await login("deployer-test"))
        brought = await login(access_key) if access_key else {"host": "localhost"}
        return await ask(app, "GET", "/v2/page/manifests/1.0", brought)

    assert asyncio.run(pulling()).status == status


def test_nobody_gets_a_token_for_no_login():
    assert asyncio.run(ask(app, "GET", "/v2/token/tags/list", {"host": "localhost"})).status == 401
