"""Who the load balancer says a visitor is, where it authenticates (OpenID Connect or Cognito).

Anybody who reaches a task can write the header, and nobody promises that a load balancer takes it off requests that its
rules let by. So its signature counts, and whose it is: every load balancer of a region signs with the same keys.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Collection, Mapping
from urllib.request import urlopen

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from flask import Flask, abort, g, request

from flask_app.contract import HEALTH_CHECK_PATH
from flask_app.settings import Authentication

DATA_HEADER = "X-Amzn-Oidc-Data"
_KEY_ID = re.compile(r"[0-9a-f-]{36}")
_KEY_TIMEOUT_SECONDS = 2
_MOST_KEYS = 100
_CLOCK_SKEW_SECONDS = 5

logger = logging.getLogger(__name__)


class IdentityError(Exception):
    """What stands in the header was not signed by this load balancer, or no longer counts; the message says why."""


class LoadBalancerIdentity:
    """Reads the header of one load balancer. `fetch` gets the public key of an id."""

    def __init__(self, trusted: Authentication, fetch: Callable[[str], str]) -> None:
        self._trusted = trusted
        self._fetch = fetch
        self._keys: dict[str, EllipticCurvePublicKey] = {}
        self._lock = threading.Lock()

    def claims(self, token: str) -> Mapping[str, object]:
        """What the identity provider says of the visitor; raises IdentityError for what cannot be believed."""
        try:
            header = jwt.get_unverified_header(token)
            self._check(header)
            claims: dict[str, object] = jwt.decode(
                token,
                self._key(header),
                # One algorithm: what the token asks for is the forger's choice.
                algorithms=["ES256"],
                leeway=_CLOCK_SKEW_SECONDS,
                # Claims are what the provider says of a user. Until when they count, and for whom they are, stands in
                # the header, which the signature covers, too.
                options={"require": ["sub"], "verify_aud": False},
            )
        except (jwt.PyJWTError, UnsupportedAlgorithm, ValueError) as error:
            raise IdentityError(str(error)) from error
        return claims

    def _check(self, header: Mapping[str, object]) -> None:
        """What the load balancer says of its own word. Nothing of it counts before the signature does."""
        trusted = self._trusted
        if header.get("signer") != trusted.load_balancer_arn:
            raise IdentityError(f"signed for {header.get('signer')}")
        if trusted.client_id is not None and header.get("client") != trusted.client_id:
            raise IdentityError(f"signed in as a visitor of {header.get('client')}")
        if trusted.issuer is not None and header.get("iss") != trusted.issuer:
            raise IdentityError(f"signed in by {header.get('iss')}")
        expires = header.get("exp")
        if not isinstance(expires, int) or expires + _CLOCK_SKEW_SECONDS < time.time():
            raise IdentityError("expired")

    def _key(self, header: Mapping[str, object]) -> EllipticCurvePublicKey:
        """A key never changes; a new one has a new id."""
        key_id = str(header.get("kid"))
        # It becomes part of an address.
        if not _KEY_ID.fullmatch(key_id):
            raise IdentityError("names no key")
        known = self._keys.get(key_id)
        if known is not None:
            return known
        # Asked for without the lock: who waits for an answer keeps nobody else waiting.
        key = load_pem_public_key(self._fetch(key_id).encode())
        if not isinstance(key, EllipticCurvePublicKey):
            raise IdentityError(f"the key {key_id} is of another kind")
        with self._lock:
            if len(self._keys) >= _MOST_KEYS:
                self._keys.clear()
            self._keys[key_id] = key
        return key


def keys_address(load_balancer_arn: str, emulator: str | None = None) -> str:
    """Where the keys of the region are in which the load balancer is: at AWS, or at what stands for it."""
    _, partition, _, region, *_ = load_balancer_arn.split(":")
    place = f"public-keys.auth.elb.{region}.amazonaws.com"
    if partition == "aws-us-gov":
        place = f"s3-{region}.amazonaws.com/aws-elb-public-keys-prod-{region}"
    return f"https://{place}" if emulator is None else f"{emulator.rstrip('/')}/{place}"


def regional_keys(load_balancer_arn: str, emulator: str | None = None) -> Callable[[str], str]:
    """Fetches keys by their ids."""
    base = keys_address(load_balancer_arn, emulator)

    def fetch(key_id: str) -> str:
        address = f"{base}/{key_id}"
        try:
            # Of the address only the key's id comes with a request.
            with urlopen(address, timeout=_KEY_TIMEOUT_SECONDS) as answer:  # noqa: S310
                return str(answer.read(10_000).decode())
        except OSError as error:
            raise IdentityError(f"{address} does not answer: {error}") from error

    return fetch


def matching(patterns: Collection[str]) -> Callable[[str], bool]:
    """Whether a path meets one of a load balancer's patterns: `*` is any characters, `?` is one.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#path-conditions
    """
    wildcards = {re.escape("*"): ".*", re.escape("?"): "."}
    parts = [re.sub(r"\\[*?]", lambda found: wildcards[found[0]], re.escape(pattern)) for pattern in patterns]
    expression = re.compile("|".join(parts), re.DOTALL)
    return lambda path: expression.fullmatch(path) is not None


def install(app: Flask, authentication: Authentication, identity: LoadBalancerIdentity | None = None) -> None:
    """Answers 401 to whom the load balancer did not authenticate, on the paths that ask for it.

    The claims are in `g.visitor`. Paths are compared as the application takes them: a client may write `/%61dmin/`, and
    whatever a load balancer makes of that, to the application it is `/admin/`.
    """
    checked = identity or LoadBalancerIdentity(
        authentication, regional_keys(authentication.load_balancer_arn, authentication.emulator)
    )
    asks = matching(authentication.paths)

    @app.before_request
    def authenticate() -> None:
        if request.path == HEALTH_CHECK_PATH or not asks(request.path):
            return
        try:
            g.visitor = checked.claims(request.headers.get(DATA_HEADER, ""))
        except IdentityError as error:
            logger.warning("not authenticated: %s", error)
            abort(401, "Sign in first.")
