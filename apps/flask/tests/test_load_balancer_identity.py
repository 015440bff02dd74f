"""Tokens as the load balancer makes them, signed with a key of the test's own instead of the region's."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

from conftest import settings
from flask_app.application import create_app
from flask_app.load_balancer_identity import (
    DATA_HEADER,
    IdentityError,
    LoadBalancerIdentity,
    keys_address,
    matching,
    regional_keys,
)
from flask_app.settings import Authentication, Settings, SettingsError

ARN = "arn:aws:elasticloadbalancing:eu-central-1:222222222222:loadbalancer/app/flask-production/0123456789abcdef"
OTHER_ARN = ARN.replace("222222222222", "333333333333")
KEY_ID, OTHER_KEY_ID, UNKNOWN_KEY_ID, RSA_KEY_ID, TEXT_KEY_ID = (
    f"{number}2345678-90ab-cdef-1234-567890abcdef" for number in range(1, 6)
)
KEY, FORGED_KEY, OTHER_KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
ISSUER, CLIENT = "https://id.example", "c"
TRUSTED = Authentication(load_balancer_arn=ARN, issuer=ISSUER, client_id=CLIENT)


def public(key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


PUBLISHED = {
    KEY_ID: public(KEY),
    OTHER_KEY_ID: public(OTHER_KEY),
    RSA_KEY_ID: public(rsa.generate_private_key(65537, 2048)),
    TEXT_KEY_ID: "<html>Service unavailable</html>",
}


def fetch(key_id: str) -> str:
    try:
        return PUBLISHED[key_id]
    except KeyError:
        raise IdentityError(f"no answer for {key_id}") from None


def token(
    key: ec.EllipticCurvePrivateKey = KEY,
    *,
    lasts: float = 60,
    claims: dict[str, object] | None = None,
    **header: object,
) -> str:
    """As a load balancer writes it: `exp` in the header, what the user info endpoint says in the payload."""
    headers = {
        "kid": KEY_ID,
        "signer": ARN,
        "exp": int(time.time() + lasts),
        "iss": ISSUER,
        "client": CLIENT,
        **header,
    }
    return jwt.encode(
        {"sub": "visitor-1", "email": "visitor@example.org", **(claims or {})}, key, algorithm="ES256", headers=headers
    )


def padded() -> str:
    """Each part ends in padding, unlike in other tokens, and the signature is over both parts with it.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
    """

    def part(content: bytes) -> str:
        return base64.urlsafe_b64encode(content).decode()

    head = {"typ": "JWT", "alg": "ES256", "kid": KEY_ID, "signer": ARN, "iss": ISSUER, "client": CLIENT}
    exp = int(time.time() + 60)
    signed = ".".join(part(json.dumps(content).encode()) for content in ({**head, "exp": exp}, {"sub": "visitor-22"}))
    r, s = decode_dss_signature(KEY.sign(signed.encode(), ec.ECDSA(SHA256())))
    whole = f"{signed}.{part(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
    assert whole.endswith("==")
    return whole


def unsigned() -> str:
    headers = {"kid": KEY_ID, "signer": ARN, "exp": int(time.time() + 60), "iss": ISSUER, "client": CLIENT}
    return jwt.encode({"sub": "visitor-1", "exp": int(time.time() + 60)}, "", algorithm="none", headers=headers)


def with_public_key_as_secret() -> str:
    """The classic confusion: the public key as the secret of a symmetric signature, written by hand."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    exp = int(time.time() + 60)
    names = {"kid": KEY_ID, "signer": ARN, "iss": ISSUER, "client": CLIENT}
    head = part({"alg": "HS256", "typ": "JWT", "exp": exp, **names})
    signed = f"{head}.{part({'sub': 'visitor-1', 'exp': exp})}"
    signature = hmac.new(public(KEY).encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def with_other_claims() -> str:
    head, _, signature = token().split(".")
    return f"{head}.{token().split('.')[1][:-4]}AAAA.{signature}"


def identity() -> LoadBalancerIdentity:
    return LoadBalancerIdentity(TRUSTED, fetch)


def test_what_the_load_balancer_signed_is_believed() -> None:
    assert identity().claims(token())["email"] == "visitor@example.org"
    assert identity().claims(padded())["sub"] == "visitor-22"


def test_what_a_provider_says_to_its_own_clients_is_no_concern() -> None:
    """Some answer with the claims of an ID token, which is for somebody."""
    assert identity().claims(token(claims={"aud": "somebody", "iss": "https://elsewhere.example"}))["aud"] == "somebody"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda: "", "Not enough segments"),
        (lambda: "nonsense.in.it", None),
        (lambda: token(FORGED_KEY), "Signature verification failed"),
        (unsigned, "alg"),
        (with_public_key_as_secret, "alg"),
        (with_other_claims, None),
        (lambda: token(OTHER_KEY), "Signature verification failed"),
        (lambda: token(kid=OTHER_KEY_ID), "Signature verification failed"),
        (lambda: token(signer=OTHER_ARN), f"signed for {OTHER_ARN}"),
        (lambda: token(signer=None), "signed for None"),
        (lambda: token(client="another"), "signed in as a visitor of another"),
        (lambda: token(iss="https://id.evil"), "signed in by https://id.evil"),
        (lambda: token(lasts=-60), "expired"),
        (lambda: token(exp=None), "expired"),
        (lambda: token(exp="9999999999"), "expired"),
        (lambda: token(claims={"exp": int(time.time() - 60)}), "expired"),
        (lambda: token(claims={"sub": None}), "sub"),
        (lambda: token(kid="../../evil"), "names no key"),
        (lambda: token(kid=UNKNOWN_KEY_ID), "no answer"),
        (lambda: token(kid=RSA_KEY_ID), "of another kind"),
        (lambda: token(kid=TEXT_KEY_ID), "(?i)pem"),
    ],
    ids=str.split(
        "none nonsense forged unsigned symmetric changed key-of-another-id id-of-another-key foreign unnamed-signer "
        "other-client other-issuer expired no-expiry textual-expiry expired-claims nobody path unknown-key rsa text"
    ),
)
def test_everything_else_is_refused(wrong, reason: str | None) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(IdentityError, match=reason):
        identity().claims(wrong())


def test_a_key_is_fetched_once() -> None:
    fetched: list[str] = []

    def fetch_once(key_id: str) -> str:
        fetched.append(key_id)
        return public(KEY)

    one = LoadBalancerIdentity(TRUSTED, fetch_once)
    one.claims(token())
    one.claims(token())
    assert fetched == [KEY_ID]


def test_who_waits_for_a_key_keeps_nobody_else_waiting() -> None:
    asked, answered = threading.Event(), threading.Event()

    def fetch_slowly(key_id: str) -> str:
        if key_id == OTHER_KEY_ID:
            asked.set()
            answered.wait(30)
        return PUBLISHED[key_id]

    one = LoadBalancerIdentity(TRUSTED, fetch_slowly)
    waiting = threading.Thread(target=one.claims, args=[token(OTHER_KEY, kid=OTHER_KEY_ID)])
    waiting.start()
    assert asked.wait(30)
    assert one.claims(token())["sub"] == "visitor-1"
    answered.set()
    waiting.join()


@contextmanager
def served_keys() -> Iterator[str]:
    """Answers as the address of the region's keys does."""

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = f"/public-keys.auth.elb.eu-central-1.amazonaws.com/{KEY_ID}"
            self.send_response(200 if self.path == name else 403)
            self.end_headers()
            self.wfile.write(PUBLISHED[KEY_ID].encode() if self.path == name else b"<Error/>")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Keys)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_keys_of_a_region_are_asked_for_by_their_ids() -> None:
    with served_keys() as emulator:
        one = LoadBalancerIdentity(TRUSTED, regional_keys(ARN, emulator))
        assert one.claims(token())["sub"] == "visitor-1"
        with pytest.raises(IdentityError, match="does not answer: HTTP Error 403"):
            one.claims(token(kid=UNKNOWN_KEY_ID))


@pytest.mark.parametrize(
    ("arn", "emulator", "address"),
    [
        (ARN, None, "https://public-keys.auth.elb.eu-central-1.amazonaws.com"),
        (
            ARN.replace("arn:aws:", "arn:aws-us-gov:").replace("eu-central-1", "us-gov-west-1"),
            None,
            "https://s3-us-gov-west-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-west-1",
        ),
        (ARN, "http://127.0.0.1:4566/", "http://127.0.0.1:4566/public-keys.auth.elb.eu-central-1.amazonaws.com"),
    ],
)
def test_each_region_has_an_address_for_its_keys(arn: str, emulator: str | None, address: str) -> None:
    assert keys_address(arn, emulator) == address


def test_a_region_without_an_answer_is_no_proof() -> None:
    nowhere = LoadBalancerIdentity(TRUSTED, regional_keys(ARN, "http://127.0.0.1:1"))
    with pytest.raises(IdentityError, match="does not answer"):
        nowhere.claims(token())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/admin/", True),
        ("/admin/users/7", True),
        ("/admin/\n", True),
        ("/v1/status", True),
        ("/a.b", True),
        ("/admin", False),
        ("/Admin/", False),
        ("/v12/status", False),
        ("/aXb", False),
        ("/x/admin/", False),
    ],
)
def test_paths_are_compared_as_a_load_balancer_does(path: str, expected: bool) -> None:
    assert matching(["/admin/*", "/v?/status", "/a.b"])(path) is expected


def guarded(table_name: str, *paths: str) -> FlaskClient:
    authentication = replace(TRUSTED, paths=paths) if paths else TRUSTED
    return create_app(replace(settings(table_name), authentication=authentication), identity=identity()).test_client()


@pytest.mark.parametrize("path", ["/", "/api/notes", "/ready"])
def test_where_the_load_balancer_authenticates_nobody_else_gets_in(table_name: str, path: str) -> None:
    client = guarded(table_name)
    assert client.get(path).status_code == 401
    assert client.get(path, headers={DATA_HEADER: token(FORGED_KEY)}).status_code == 401
    assert client.get(path, headers={DATA_HEADER: token()}).status_code == 200


def test_its_health_check_needs_no_visitor(table_name: str) -> None:
    assert guarded(table_name).get("/health_check").status_code == 200


def test_only_the_paths_that_ask_need_a_visitor(table_name: str) -> None:
    client = guarded(table_name, "/api/*")
    assert client.get("/").status_code == 200
    assert client.get("/api/notes").status_code == 401
    assert client.get("/api/notes", headers={DATA_HEADER: token()}).status_code == 200


@pytest.mark.parametrize("path", ["/%61pi/notes", "/api%2Fnotes", "/api/notes?path=/"])
def test_no_other_spelling_of_a_path_leads_past_the_load_balancer(table_name: str, path: str) -> None:
    assert guarded(table_name, "/api/*").get(path).status_code == 401


REQUIRED = {"NOTES_TABLE_NAME": "notes"}


def test_the_environment_says_whose_word_counts() -> None:
    variables = {
        **REQUIRED,
        "AUTHENTICATING_LOAD_BALANCER_ARN": ARN,
        "AUTHENTICATED_PATHS": "/admin/*,/api/*",
        "AUTHENTICATION_ISSUER": ISSUER,
        "AUTHENTICATION_CLIENT_ID": CLIENT,
        "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
    }
    assert Settings.from_environment(variables).authentication == Authentication(
        ARN, ("/admin/*", "/api/*"), ISSUER, CLIENT, "http://127.0.0.1:4566"
    )
    assert Settings.from_environment(REQUIRED).authentication is None
    alone = {**REQUIRED, "AUTHENTICATING_LOAD_BALANCER_ARN": ARN}
    assert Settings.from_environment(alone).authentication == Authentication(ARN, ("/*",))


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        (
            {"AUTHENTICATED_PATHS": "/admin/*"},
            "_ARN: is not set, and nobody would be let in to /admin/\\*; name the load balancer",
        ),
        (
            {"AUTHENTICATING_LOAD_BALANCER_ARN": "flask-production"},
            '_ARN: "flask-production" is no ARN of an application load balancer; correct it',
        ),
    ],
)
def test_an_environment_that_lets_strangers_in_ends_the_process(variables: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        Settings.from_environment({**REQUIRED, **variables})
