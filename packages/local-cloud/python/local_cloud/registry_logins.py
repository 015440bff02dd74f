"""Lets in to push only who brings a login that ECR gave out, with the rights of who asked for it.

A token carries the rights of the identity that asked: https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
Whose access key begins with `readonly` may plan and pull, and not push.
"""

import base64
import contextvars
import json
import re

from ministack.services import ecr

from local_cloud.access_keys import AccessKeys, registry_login

_USER = "AWS"
_READ_ONLY = "readonly"
_ACCESS_KEY = re.compile(r"Credential=([^/]+)/")
_READING_METHODS = ("GET", "HEAD")
# Where an engine changes a login for a token:
# https://distribution.github.io/distribution/spec/auth/token/
# The gateway hands only such paths on to the registry.
_TOKENS = "/v2/token/tags/list"
_access_key: contextvars.ContextVar[str] = contextvars.ContextVar("access_key", default="")


def install(keys: AccessKeys) -> None:
    handle_request = ecr.handle_request
    handle_registry_request = ecr.handle_registry_request
    get_authorization_token = ecr._get_authorization_token

    async def remember_who_asks(method, path, headers, body, query_params):
        found = _ACCESS_KEY.search(_header(headers, "authorization"))
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
        login = registry_login(_header(headers, "authorization"))
        if login is None or not keys.knows(login):
            status, answered, text = ecr._registry_error(401, "UNAUTHORIZED", "authentication required")
            realm = f"http://{_header(headers, 'host')}{_TOKENS}"
            return status, {**answered, "WWW-Authenticate": f'Bearer realm="{realm}",service="ecr"'}, text
        if path == _TOKENS:
            return ecr._registry_ok(200, {}, json.dumps({"token": _bearer_token(login)}).encode())
        if method.upper() not in _READING_METHODS and login.startswith(_READ_ONLY):
            return ecr._registry_error(403, "DENIED", f"denied: {_READ_ONLY} may not push")
        return await handle_registry_request(method, path, headers, body, query_params)

    ecr.handle_request = remember_who_asks
    ecr._get_authorization_token = token_of_who_asks
    ecr.handle_registry_request = let_in


def _header(headers, name: str) -> str:
    return {key.lower(): value for key, value in (headers or {}).items()}.get(name, "")


def _bearer_token(login: str) -> str:
    return base64.urlsafe_b64encode(login.encode()).decode()
