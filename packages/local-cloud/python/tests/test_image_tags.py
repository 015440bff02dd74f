import asyncio
import base64
import json

import pytest
from ministack.app import app

from tests.asking import ask

LOGIN = "Basic " + base64.b64encode(b"AWS:test").decode()
CREDENTIAL = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecr/aws4_request"


async def repository(mutability):
    target = "AmazonEC2ContainerRegistry_V20150921.CreateRepository"
    body = json.dumps({"repositoryName": "web", "imageTagMutability": mutability}).encode()
    await ask(app, headers={"host": "localhost", "authorization": CREDENTIAL, "x-amz-target": target}, body=body)


async def push(tag, manifest):
    return await ask(
        app,
        "PUT",
        f"/v2/web/manifests/{tag}",
        {"host": "localhost", "authorization": LOGIN},
        json.dumps(manifest).encode(),
    )


@pytest.mark.parametrize("second", [{"image": 1}, {"image": 2}])
def test_a_tag_of_an_immutable_repository_is_pushed_once_whatever_the_image(second):
    async def pushing_twice():
        await repository("IMMUTABLE")
        return await push("1.0", {"image": 1}), await push("1.0", second)

    first, again = asyncio.run(pushing_twice())
    assert first.status == 201
    assert again.status == 400
    assert "'1.0' already exists in the 'web' repository" in again.body.decode()


def test_another_tag_of_the_same_image_is_pushed():
    async def pushing():
        await repository("IMMUTABLE")
        return [(await push(tag, {"image": 1})).status for tag in ("1.0", "1.1")]

    assert asyncio.run(pushing()) == [201, 201]


def test_a_tag_of_a_mutable_repository_is_moved():
    async def pushing():
        await repository("MUTABLE")
        return [(await push("latest", {"image": image})).status for image in (1, 2)]

    assert asyncio.run(pushing()) == [201, 201]
