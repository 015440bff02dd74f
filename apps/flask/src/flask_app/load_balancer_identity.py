"""Who the load balancer says a visitor is, where it authenticates (OpenID Connect or Cognito).

Anybody who reaches a task can write the header, so its signature counts, and whose it is: another account's load
balancer signs with the same regional keys.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
"""

import logging
import re
import threading
import time
from collections.abc import Callable, Mapping
from urllib.request import urlopen

import jwt
from flask import Flask, abort, g, request

from flask_app.contract import HEALTH_CHECK_PATH

DATA_HEADER = "X-Amzn-Oidc-Data"
_KEY_ID = re.compile(r"[0-9a-f-]{36}")
_KEY_TIMEOUT_SECONDS = 2
_CLOCK_SKEW_SECONDS = 5

logger = logging.getLogger(__name__)


class IdentityError(Exception):
    """What stands in the header was not signed by this load balancer, or no longer counts; the message says why."""


class LoadBalancerIdentity:
    """Reads the header of one load balancer. `fetch` gets the public key of an id."""

    def __init__(self, load_balancer_arn: str, fetch: Callable[[str], str]) -> None:
        self._signer = load_balancer_arn
        self._fetch = fetch
        self._keys: dict[str, str] = {}
        self._lock = threading.Lock()

    def claims(self, token: str) -> Mapping[str, object]:
        """What the identity provider says of the visitor; raises IdentityError for what cannot be believed."""
        try:
            header = jwt.get_unverified_header(token)
            if header.get("signer") != self._signer:
                raise IdentityError(f"signed for {header.get('signer')}")
            # The load balancer says there, too, until when its word counts.
            if not isinstance(header.get("exp"), int) or header["exp"] + _CLOCK_SKEW_SECONDS < time.time():
                raise IdentityError("expired")
            key = self._key(str(header.get("kid")))
            # One algorithm: what the token asks for is the forger's choice.
            claims: dict[str, object] = jwt.decode(
                token, key, algorithms=["ES256"], leeway=_CLOCK_SKEW_SECONDS, options={"require": ["exp", "sub"]}
            )
        except (jwt.PyJWTError, ValueError) as error:
            raise IdentityError(str(error)) from error
        return claims

    def _key(self, key_id: str) -> str:
        """A key never changes; a new one has a new id."""
        # It becomes part of an address.
        if not _KEY_ID.fullmatch(key_id):
            raise IdentityError("names no key")
        with self._lock:
            if key_id not in self._keys:
                self._keys[key_id] = self._fetch(key_id)
            return self._keys[key_id]


def regional_keys(load_balancer_arn: str) -> Callable[[str], str]:
    """Fetches keys of the region in which the load balancer is."""
    region = load_balancer_arn.split(":")[3]

    def fetch(key_id: str) -> str:
        address = f"https://public-keys.auth.elb.{region}.amazonaws.com/{key_id}"
        try:
            with urlopen(address, timeout=_KEY_TIMEOUT_SECONDS) as answer:
                return str(answer.read(10_000).decode())
        except OSError as error:
            raise IdentityError(f"{address} does not answer: {error}") from error

    return fetch


def install(app: Flask, load_balancer_arn: str, identity: LoadBalancerIdentity | None = None) -> None:
    """Answers 401 to whom the load balancer did not authenticate, on every path but the health check's.

    The claims are in `g.visitor`.
    """
    checked = identity or LoadBalancerIdentity(load_balancer_arn, regional_keys(load_balancer_arn))

    @app.before_request
    def authenticate() -> None:
        if request.path == HEALTH_CHECK_PATH:
            return
        try:
            g.visitor = checked.claims(request.headers.get(DATA_HEADER, ""))
        except IdentityError as error:
            logger.warning("not authenticated: %s", error)
            abort(401, "Sign in first.")
