import asyncio
import json

import pytest

from local_cloud.admission import for_programs_only
from tests.asking import ask


async def api(scope, receive, send):
    cors = [(b"Access-Control-Allow-Origin", b"*"), (b"access-control-allow-methods", b"*")]
    await send({"type": "http.response.start", "status": 200, "headers": [*cors, (b"x-amz-request-id", b"1")]})
    await send({"type": "http.response.body", "body": b"done"})


application = for_programs_only(api, is_load_balancer=lambda host: host == "flask.localhost:443", admits=lambda _: True)


def answer(**headers):
    return asyncio.run(ask(application, headers={name.replace("_", "-"): value for name, value in headers.items()}))


@pytest.mark.parametrize(
    "host",
    [
        "localhost:4566",
        "127.0.0.1:4566",
        "[::1]:4566",
        "172.17.0.1:4566",
        "host.docker.internal:4566",
        "bucket.localhost:4566",
        "flask.alb.localhost",
        "000000000000.dkr.ecr.us-east-1.amazonaws.com",
        "LOCALHOST",
    ],
)
def test_answers_under_the_machines_own_names(host):
    assert answer(host=host).status == 200


@pytest.mark.parametrize(
    "host", ["", "evil.example:4566", "localhost.evil.example", "notlocalhost", "8.8.8.8", "amazonaws.com.evil.example"]
)
def test_refuses_other_names_so_that_no_site_can_let_its_own_point_here(host):
    refused = answer(host=host)
    assert refused.status == 403
    assert b"use localhost" in refused.body


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost:3000", "null"])
def test_refuses_the_pages_of_other_origins(origin):
    assert answer(host="localhost:4566", origin=origin).status == 403


def test_refuses_what_a_page_of_another_site_embeds():
    assert answer(host="localhost:4566", sec_fetch_site="cross-site").status == 403


def test_answers_what_somebody_opens_in_a_browser():
    assert answer(host="localhost:4566", sec_fetch_site="none").status == 200


def test_gives_no_page_the_right_to_read_an_answer():
    assert answer(host="localhost:4566").headers == {"x-amz-request-id": "1"}


def test_refuses_whom_it_does_not_know_in_the_form_of_the_asked_service():
    application = for_programs_only(api, is_load_balancer=lambda _: False, admits=lambda _: False)

    def refused(**headers):
        answer = asyncio.run(ask(application, headers={"host": "localhost", **headers}))
        return answer.status, answer.headers["content-type"], answer.body.decode()

    message = (
        "this access key is not the one of this local cloud; "
        "the file aws.env in its folder has the variables that lead to it"
    )
    error = f"<Error><Code>InvalidClientTokenId</Code><Message>{message}</Message></Error>"
    json_error = json.dumps({"__type": "UnrecognizedClientException", "message": message})
    assert refused() == (403, "text/xml", error)
    form = {"content-type": "application/x-www-form-urlencoded; charset=utf-8"}
    assert refused(**form) == (403, "text/xml", f"<ErrorResponse>{error}</ErrorResponse>")
    assert refused(**{"x-amz-target": "X.Y"}) == (403, "application/x-amz-json-1.1", json_error)


def test_says_of_a_name_that_nobody_claimed_that_no_load_balancer_has_it():
    application = for_programs_only(api, is_load_balancer=lambda _: False, admits=lambda _: False)
    browser = asyncio.run(ask(application, "GET", headers={"host": "nobody.flask.localhost:443"}))
    assert (browser.status, browser.body) == (
        404,
        b"nobody.flask.localhost: no load balancer answers to this name.\n",
    )
    program = {"host": "bucket.localhost:4566", "authorization": "AWS4-HMAC-SHA256 Credential=other/1"}
    assert asyncio.run(ask(application, "GET", headers=program)).status == 403


def test_leaves_what_a_load_balancer_serves_alone():
    served = answer(host="flask.localhost:443", origin="https://evil.example", sec_fetch_site="cross-site")
    assert served.status == 200
    assert served.headers["access-control-allow-origin"] == "*"
