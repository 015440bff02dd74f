"""Signs in as a browser does, and checks what the application behind is told as the application would."""

import asyncio
import base64
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from ministack.app import app

from local_cloud import sign_in
from tests.asking import Answer, ask
from tests.emulated_load_balancer import DOMAIN, balance, elb, target_group

NOBODY = {"FixedResponseConfig_StatusCode": 404, "FixedResponseConfig_MessageBody": "nobody"}
VISITOR = "visitor@example.com"


class Target(BaseHTTPRequestHandler):
    """Says what it was told of the visitor."""

    def do_GET(self) -> None:
        told = {name.lower(): value for name, value in self.headers.items() if name.lower().startswith("x-amzn-oidc")}
        content = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def target() -> Iterator[tuple[str, int]]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Target)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield "127.0.0.1", server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


async def get(path: str, cookie: str = "", **headers: str) -> Answer:
    path, _, query = path.partition("?")
    return await ask(app, "GET", path, {"host": f"{DOMAIN}:443", "cookie": cookie, **headers}, query=query)


def guarded(
    target: tuple[str, int], then: Callable[[], Awaitable[Any]], *, on_unauthenticated: str = "authenticate"
) -> Any:
    """What `then` finds behind a load balancer that asks visitors of /admin/* to sign in, and no others."""

    async def asking() -> Any:
        listener = await balance(Type="fixed-response", **NOBODY)
        group = await target_group("shop", target)
        config = {
            "Issuer": "https://identity.invalid",
            "AuthorizationEndpoint": "https://identity.invalid/authorize",
            "TokenEndpoint": "https://identity.invalid/token",
            "UserInfoEndpoint": "https://identity.invalid/userinfo",
            "ClientId": "local",
            "ClientSecret": "local",
            "SessionCookieName": "shop",
            "SessionTimeout": 3600,
            "OnUnauthenticatedRequest": on_unauthenticated,
        }
        await elb(
            "CreateRule",
            ListenerArn=listener,
            Priority=10,
            Conditions_member_1_Field="path-pattern",
            Conditions_member_1_PathPatternConfig_Values_member_1="/admin/*",
            Actions_member_1_Type="authenticate-oidc",
            Actions_member_1_Order=1,
            Actions_member_2_Type="forward",
            Actions_member_2_Order=2,
            Actions_member_2_TargetGroupArn=group,
            **{f"Actions_member_1_AuthenticateOidcConfig_{name}": value for name, value in config.items()},
        )
        await elb(
            "CreateRule",
            ListenerArn=listener,
            Priority=20,
            Conditions_member_1_Field="host-header",
            Conditions_member_1_HostHeaderConfig_Values_member_1=DOMAIN,
            Actions_member_1_Type="forward",
            Actions_member_1_TargetGroupArn=group,
        )
        return await then()

    return asyncio.run(asking())


async def signed_in_cookie(user: str = VISITOR) -> str:
    asked = await get("/admin/notes?page=2")
    page = await get(asked.headers["location"])
    state = re.search(r'name="state" value="([^"]+)"', page.body.decode())
    assert state
    done = await get(f"/oauth2/idpresponse?state={state[1]}&user={quote(user)}")
    assert (done.status, done.headers["location"]) == (302, f"https://{DOMAIN}:443/admin/notes?page=2")
    assert "; HttpOnly; Max-Age=3600; Secure" in done.headers["set-cookie"]
    return done.headers["set-cookie"].partition(";")[0]


async def verified(token: str) -> tuple[dict, dict]:
    """Header and claims of a token whose signature the published key proves."""
    signed, _, signature = token.rpartition(".")
    header, claims = (json.loads(base64.urlsafe_b64decode(part)) for part in signed.split("."))
    path = f"/public-keys.auth.elb.us-east-1.amazonaws.com/{header['kid']}"
    published = await ask(sign_in.publishing_keys(app), "GET", path, {"host": "localhost:4566"})
    key = load_pem_public_key(published.body)
    assert isinstance(key, EllipticCurvePublicKey)
    raw = base64.urlsafe_b64decode(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(der, signed.encode(), ECDSA(SHA256()))
    return header, claims


def test_who_has_signed_in_is_told_to_the_application_signed_by_the_load_balancer(target: tuple[str, int]) -> None:
    async def visiting() -> Any:
        told = json.loads((await get("/admin/notes", await signed_in_cookie())).body)
        return told, await verified(told["x-amzn-oidc-data"])

    told, (header, claims) = guarded(target, visiting)
    assert claims["email"] == VISITOR
    assert told["x-amzn-oidc-identity"] == claims["sub"]
    assert (header["alg"], header["iss"], header["client"]) == ("ES256", "https://identity.invalid", "local")
    assert header["signer"].startswith("arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/app/shop/")


def test_a_signature_is_no_proof_of_other_claims(target: tuple[str, int]) -> None:
    async def forging() -> Any:
        told = json.loads((await get("/admin/notes", await signed_in_cookie())).body)
        head, _, signature = told["x-amzn-oidc-data"].split(".")
        claims = base64.urlsafe_b64encode(b'{"sub": "root"}').decode()
        return await verified(f"{head}.{claims}.{signature}")

    with pytest.raises(InvalidSignature):
        guarded(target, forging)


def test_the_same_address_is_the_same_visitor(target: tuple[str, int]) -> None:
    async def visiting() -> list[str]:
        cookies = [await signed_in_cookie(user) for user in (VISITOR, VISITOR, "other@example.com")]
        answers = [json.loads((await get("/admin/", cookie)).body) for cookie in cookies]
        return [told["x-amzn-oidc-identity"] for told in answers]

    first, again, other = guarded(target, visiting)
    assert first == again != other


def test_nobody_is_let_in_unasked(target: tuple[str, int]) -> None:
    async def strangers() -> list[Answer]:
        return [
            await get("/admin/notes"),
            await get("/admin/notes", "shop-0=nonsense"),
            await get("/admin/notes", **{"x-amzn-oidc-data": "forged", "x-amzn-oidc-identity": "root"}),
        ]

    for answer in guarded(target, strangers):
        assert answer.status == 302
        assert answer.headers["location"].startswith("/oauth2/idpresponse?state=")


def test_programs_are_told_that_they_have_not_signed_in(target: tuple[str, int]) -> None:
    assert guarded(target, lambda: get("/admin/notes"), on_unauthenticated="deny").status == 401


def test_other_paths_ask_nobody(target: tuple[str, int]) -> None:
    answer = guarded(target, lambda: get("/"))
    assert (answer.status, answer.body) == (200, b"{}")


@pytest.mark.parametrize("user", ["", "nobody", '"><script>@x', "a@b" * 200])
def test_what_is_no_address_is_asked_for_again(target: tuple[str, int], user: str) -> None:
    async def trying() -> Answer:
        asked = await get("/admin/notes")
        return await get(f"{asked.headers['location']}&user={quote(user)}")

    answer = guarded(target, trying)
    assert answer.status == 200
    assert b"<h1>Sign in</h1>" in answer.body
    assert "set-cookie" not in answer.headers


def test_who_signs_in_does_so_once(target: tuple[str, int]) -> None:
    async def repeating() -> tuple[Answer, Answer]:
        location = f"{(await get('/admin/notes')).headers['location']}&user={VISITOR}"
        return await get(location), await get(location)

    first, second = guarded(target, repeating)
    assert "set-cookie" in first.headers
    assert "set-cookie" not in second.headers


def test_an_unknown_key_is_refused_as_aws_does() -> None:
    path = "/public-keys.auth.elb.us-east-1.amazonaws.com/12345678-90ab-cdef-1234-567890abcdef"
    answer = asyncio.run(ask(sign_in.publishing_keys(app), "GET", path, {"host": "localhost:4566"}))
    assert (answer.status, answer.body) == (403, b"")


def test_only_providers_that_cannot_exist_are_stood_in_for() -> None:
    assert sign_in._is_nobody({"AuthorizationEndpoint": "https://identity.invalid/authorize"})
    assert not sign_in._is_nobody({"AuthorizationEndpoint": "https://id.example.com/authorize"})
    assert not sign_in._is_nobody({"AuthorizationEndpoint": "https://id.example.com/x.invalid"})
