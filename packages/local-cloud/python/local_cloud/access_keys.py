"""Whose requests are answered: those of processes that know this cloud's key, and of tasks with what they were given.

The key stands in a file that its owner alone may read. What is handed out to tasks and to who assumes a role is made
from it, so that it is known again without being kept: a random part, and its keyed hash.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from ministack import app
from ministack.services import ecs, ecs_metadata, iam, imds, sts

from local_cloud.asgi import header

_SIGNED = re.compile(r"^AWS4-HMAC-SHA256\s+Credential=([^/,\s]+)/")
_CREDENTIALS_PATH = "/v2/credentials/"
_NONCE_LENGTH = 16
_LONG_LIVED, _SESSION = "AKIA", "ASIA"


class AccessKeys:
    """The keys that are made from one, which is in `own`."""

    def __init__(self, own: str) -> None:
        self._own = own

    def issue(self, kind: str = _SESSION) -> str:
        """A new key."""
        nonce = secrets.token_hex(_NONCE_LENGTH // 2).upper()
        return kind + nonce + self._proof(nonce)

    def knows(self, access_key: str) -> bool:
        """A name may stand in front of the cloud's own, as in `readonly-KEY`: it says in which role somebody asks."""
        if _equal(access_key.rpartition("-")[2], self._own):
            return True
        start = len(_SESSION)
        nonce, proof = access_key[start : start + _NONCE_LENGTH], access_key[start + _NONCE_LENGTH :]
        return access_key[:start] in (_LONG_LIVED, _SESSION) and _equal(proof, self._proof(nonce))

    def _proof(self, nonce: str) -> str:
        return hmac.new(self._own.encode(), nonce.encode(), hashlib.sha256).hexdigest().upper()


class TaskCredentialPaths:
    """Where each container may fetch the credentials of its role, and with which word."""

    def __init__(self) -> None:
        self._tokens: dict[str, str] = {}

    def add(self, environment: dict[str, str]) -> None:
        """Takes note of a container by what it is told in its environment."""
        address = environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
        self._tokens[address[address.index(_CREDENTIALS_PATH) :]] = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]

    def lets_in(self, path: str, authorization: str) -> bool:
        """Whether this is a container that asks for its own credentials."""
        return path in self._tokens and _equal(authorization, self._tokens[path])


def install(keys: AccessKeys, paths: TaskCredentialPaths) -> None:
    """Lets the emulator hand out keys that are known again."""
    iam._gen_access_key_id = lambda: keys.issue(_LONG_LIVED)
    for module in (iam, imds, sts):
        module._gen_session_access_key = keys.issue
    register = ecs._register_metadata

    def registered(task, cluster, definition, container, launch_type, environment, *network):
        answer = register(task, cluster, definition, container, launch_type, environment, *network)
        paths.add(environment)
        return answer

    ecs._register_metadata = registered


def admitting(
    keys: AccessKeys,
    paths: TaskCredentialPaths,
    is_registry_path: Callable[[str], bool] = app._is_ecr_registry_path,
    has_bucket: Callable[[str], Any] = app._extract_s3_vhost_bucket,
) -> Callable[[dict[str, Any]], bool]:
    """Whether the sender of a request is known."""

    def admits(scope: dict[str, Any]) -> bool:
        authorization, path = header(scope, "authorization"), scope["path"]
        if path.startswith(_CREDENTIALS_PATH):
            return paths.lets_in(path, authorization)
        metadata = ecs_metadata._PATH_RE.match(path)
        if metadata:
            # Whoever knows the word in the path is the container that it was given to.
            return metadata["token"] in ecs_metadata._TOKEN_TO_CONTAINER
        if not authorization and is_registry_path(path) and not has_bucket(header(scope, "host")):
            # The registry itself says where to log in.
            return True
        access_key = access_key_of(authorization, scope.get("query_string", b"").decode("latin-1"))
        return access_key is not None and keys.knows(access_key)

    return admits


def access_key_of(authorization: str, query: str) -> str | None:
    """Who signed a request, in its header or in its address, or logged in to the registry; None where nobody did."""
    if authorization:
        signed = _SIGNED.match(authorization)
        return signed[1] if signed else registry_login(authorization)
    parameters = parse_qs(query)
    credential = parameters.get("X-Amz-Credential") or parameters.get("AWSAccessKeyId") or [""]
    return credential[0].partition("/")[0] or None


def registry_login(authorization: str) -> str | None:
    """The access key that a login of the registry, or the token for it, was given to."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        if scheme.lower() == "bearer":
            return base64.urlsafe_b64decode(encoded).decode() or None
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return password if scheme.lower() == "basic" and user == "AWS" and password else None


def _equal(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())
