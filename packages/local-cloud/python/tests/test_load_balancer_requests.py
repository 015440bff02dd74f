import asyncio

import pytest
from ministack.app import app

from tests.asking import ask
from tests.emulated_load_balancer import DOMAIN, balance


async def balance_with_a_fixed_answer():
    await balance(Type="fixed-response", FixedResponseConfig_StatusCode=404, FixedResponseConfig_MessageBody="nobody")


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/health", "/logout", "/v2/", "/_ministack/reset", "/iceberg/v1"])
def test_every_path_under_the_alias_records_name_is_the_listeners(method, path):
    async def asking():
        await balance_with_a_fixed_answer()
        return await ask(app, method, path, {"host": f"{DOMAIN}:443"})

    answer = asyncio.run(asking())
    assert (answer.status, answer.body) == (404, b"nobody")
    assert "access-control-allow-origin" not in answer.headers


def test_the_emulators_own_paths_stay_its_own_under_its_own_names():
    async def asking():
        await balance_with_a_fixed_answer()
        return await ask(app, "GET", "/_ministack/health", {"host": "localhost:4566"})

    assert asyncio.run(asking()).status == 200


def test_a_name_without_an_alias_record_is_no_load_balancers():
    async def asking():
        await balance_with_a_fixed_answer()
        return await ask(app, "GET", "/", {"host": f"other.{DOMAIN}"})

    assert b"NoSuchBucket" in asyncio.run(asking()).body
