"""Lets in to push only who brings a login that ECR gave out, with the rights of who asked for it.

A token carries the rights of the identity that asked: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
Whose access key begins with `readonly` may plan and pull, and not push.
"""

import base64
import binascii
import contextvars
import json
import re

from ministack.services import ecr

_USER = "AWS"
_READ_ONLY = "readonly"
_ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
_READING_METHODS = ("GET", "HEAD")
_access_key: contextvars.ContextVar[str] = contextvars.ContextVar("access_key", default="")


def install() -> None:
    handle_request = ecr.handle_request
    handle_registry_request = ecr.handle_registry_request
    get_authorization_token = ecr._get_authorization_token

    async def remember_who_asks(method, path, headers, body, query_params):
        found = _ACCESS_KEY.search({name.lower(): value for name, value in headers.items()}.get("authorization", ""))
        _access_key.set(found[1] if found else "")
        return await handle_request(method, path, headers, body, query_params)

    def token_of_who_asks(data):
        status, headers, body = get_authorization_token(data)
        answer = json.loads(body)
        for authorization in answer["authorizationData"]:
            token = base64.b64encode(f"{_USER}:{_access_key.get()}".encode())
            authorization["authorizationToken"] = token.decode()
        return status, headers, json.dumps(answer).encode()

    async def let_in(method, path, headers, body, query_params):
        login = _login({name.lower(): value for name, value in (headers or {}).items()}.get("authorization", ""))
        # The ping is where a client learns that it has to sign in.
        if login is None and (method.upper() not in _READING_METHODS or path.rstrip("/") == "/v2"):
            status, answered, text = ecr._registry_error(401, "UNAUTHORIZED", "authentication required")
            return status, {**answered, "WWW-Authenticate": 'Basic realm="ecr"'}, text
        if login is not None and login.startswith(_READ_ONLY) and method.upper() not in _READING_METHODS:
            return ecr._registry_error(403, "DENIED", f"denied: {login} is not authorized to push")
        return await handle_registry_request(method, path, headers, body, query_params)

    ecr.handle_request = remember_who_asks
    ecr._get_authorization_token = token_of_who_asks
    ecr.handle_registry_request = let_in


def _login(authorization: str) -> str | None:
    """The password of a login, which is the access key that it was given to."""
    scheme, _, encoded = authorization.partition(" ")
    try:
        user, _, password = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return password if scheme.lower() == "basic" and user == _USER and password else None
