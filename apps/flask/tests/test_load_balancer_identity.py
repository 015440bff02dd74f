"""Tokens as the load balancer makes them, signed with a key of the test's own instead of the region's."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import replace

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

from conftest import settings
from flask_app.application import create_app
from flask_app.load_balancer_identity import DATA_HEADER, IdentityError, LoadBalancerIdentity, regional_keys

ARN = "arn:aws:elasticloadbalancing:eu-central-1:222222222222:loadbalancer/app/flask-production/0123456789abcdef"
OTHER_ARN = ARN.replace("222222222222", "333333333333")
KEY_ID = "12345678-90ab-cdef-1234-567890abcdef"
KEY, FORGED_KEY = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))


def public(key: ec.EllipticCurvePrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def token(
    key: ec.EllipticCurvePrivateKey = KEY,
    *,
    signer: str = ARN,
    key_id: str = KEY_ID,
    lasts: float = 60,
    claims_last: float | None = None,
) -> str:
    """Header and claims as in the documentation's example, both with `exp`."""
    now = int(time.time())
    headers = {"kid": key_id, "signer": signer, "exp": int(now + lasts), "iss": "https://id.example", "client": "c"}
    claims = {"sub": "visitor-1", "email": "visitor@example.org", "exp": int(now + (claims_last or lasts))}
    return jwt.encode(claims, key, algorithm="ES256", headers=headers)


def unsigned() -> str:
    headers = {"kid": KEY_ID, "signer": ARN, "exp": int(time.time() + 60)}
    return jwt.encode({"sub": "visitor-1", "exp": int(time.time() + 60)}, "", algorithm="none", headers=headers)


def with_public_key_as_secret() -> str:
    """The classic confusion: the public key as the secret of a symmetric signature, written by hand."""

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    exp = int(time.time() + 60)
    head = part({"alg": "HS256", "typ": "JWT", "kid": KEY_ID, "signer": ARN, "exp": exp})
    signed = f"{head}.{part({'sub': 'visitor-1', 'exp': exp})}"
    signature = hmac.new(public(KEY).encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def with_other_claims() -> str:
    head, _, signature = token().split(".")
    return f"{head}.{token().split('.')[1][:-4]}AAAA.{signature}"


def identity() -> LoadBalancerIdentity:
    return LoadBalancerIdentity(ARN, {KEY_ID: public(KEY)}.__getitem__)


def test_what_the_load_balancer_signed_is_believed() -> None:
    assert identity().claims(token())["email"] == "visitor@example.org"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (lambda: "", "Not enough segments"),
        (lambda: "nonsense.in.it", None),
        (lambda: token(FORGED_KEY), "Signature verification failed"),
        (unsigned, "alg"),
        (with_public_key_as_secret, "alg"),
        (with_other_claims, None),
        (lambda: token(signer=OTHER_ARN), f"signed for {OTHER_ARN}"),
        (lambda: token(lasts=-60), "expired"),
        (lambda: token(claims_last=-60), "expired"),
        (lambda: token(key_id="../../evil"), "names no key"),
    ],
    ids=str.split("none nonsense forged unsigned symmetric changed foreign expired expired-claims path"),
)
def test_everything_else_is_refused(wrong, reason: str | None) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(IdentityError, match=reason):
        identity().claims(wrong())


def test_a_key_is_fetched_once() -> None:
    fetched: list[str] = []

    def fetch(key_id: str) -> str:
        fetched.append(key_id)
        return public(KEY)

    one = LoadBalancerIdentity(ARN, fetch)
    one.claims(token())
    one.claims(token())
    assert fetched == [KEY_ID]


def test_a_region_without_an_answer_is_no_proof() -> None:
    nowhere = LoadBalancerIdentity(ARN, regional_keys(ARN.replace("eu-central-1", "nowhere.invalid")))
    with pytest.raises(IdentityError, match="does not answer"):
        nowhere.claims(token())


@pytest.fixture
def guarded(table_name: str) -> FlaskClient:
    guarded_settings = replace(settings(table_name), authenticating_load_balancer_arn=ARN)
    return create_app(guarded_settings, identity=identity()).test_client()


@pytest.mark.parametrize("path", ["/", "/api/notes", "/ready"])
def test_where_the_load_balancer_authenticates_nobody_else_gets_in(guarded: FlaskClient, path: str) -> None:
    assert guarded.get(path).status_code == 401
    assert guarded.get(path, headers={DATA_HEADER: token(FORGED_KEY)}).status_code == 401
    assert guarded.get(path, headers={DATA_HEADER: token()}).status_code == 200


def test_its_health_check_needs_no_visitor(guarded: FlaskClient) -> None:
    assert guarded.get("/health_check").status_code == 200
