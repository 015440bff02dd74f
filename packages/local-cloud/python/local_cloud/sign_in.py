"""Signs visitors in where a load balancer's rule asks for it, without an identity provider.

Whoever has not signed in is asked for an address, and is let in as that. What the application is told then is signed as
a load balancer signs it; the public key is where the region's keys are, with this cloud's address in front.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html
"""

import re
import time
import uuid
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from ministack.services import alb

from local_cloud.asgi import Application, Receive, Send

# Names that never exist: https://www.rfc-editor.org/rfc/rfc2606#section-2
_NOBODY = ".invalid"
_KEYS = re.compile(r"/public-keys\.auth\.elb\.[a-z0-9-]+\.amazonaws\.com/(?P<key_id>[^/]+)")
_ADDRESS = re.compile(r"[^\s<>\"@]{1,64}@[^\s<>\"@]{1,190}")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Sign in to the local cloud</title>
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 28rem; margin: 15vh auto; padding: 0 1rem }}</style>
<h1>Sign in</h1>
<p>On AWS the identity provider of the environment would ask you now. Here you are whoever you say you are.</p>
<form>
<input type="hidden" name="state" value="{state}">
<label>Address <input type="email" name="user" value="visitor@example.com" required autofocus></label>
<button>Sign in</button>
</form>
</html>
"""

_Answer = tuple[int, dict[str, Any], bytes]
# By the state of each visitor who is signing in: what the rule says of sessions.
_waiting: dict[str, dict] = {}


def install() -> None:
    authenticate, dispatch = alb._authenticate_oidc, alb.dispatch_request

    async def authenticate_here(action, *request, **named):
        answer = await authenticate(action, *request, **named)
        config = action.get("AuthenticateOidcConfig") or {}
        if answer is None or answer[0] != HTTPStatus.FOUND or not _is_nobody(config):
            return answer
        state = urlsplit(answer[1]["Location"]).query.rpartition("state=")[2]
        _forget_abandoned()
        _waiting[state] = config
        return _see(f"{alb.OIDC_CALLBACK_PATH}?{urlencode({'state': state})}")

    async def dispatch_with_callback(load_balancer, method, path, headers, body, query, *rest, **named):
        # Wherever the rules lead: a load balancer keeps this path for itself.
        if path == alb.OIDC_CALLBACK_PATH:
            state = alb._oidc_first(query.get("state"))
            if state in _waiting and state in alb._oidc_pending:
                return _signed_in(state, alb._oidc_first(query.get("user")))
        return await dispatch(load_balancer, method, path, headers, body, query, *rest, **named)

    alb._authenticate_oidc = authenticate_here
    alb.dispatch_request = dispatch_with_callback


def publishing_keys(application: Application) -> Application:
    """Answers who asks for the key of a signature; it is no secret."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        asked = _KEYS.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if asked is None:
            return await application(scope, receive, send)
        key, key_id = alb._oidc_signing_material()
        known = asked["key_id"] == key_id
        content = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo) if known else b""
        headers = [(b"content-type", b"text/plain"), (b"content-length", b"%d" % len(content))]
        status = HTTPStatus.OK if known else HTTPStatus.FORBIDDEN
        await send({"type": "http.response.start", "status": status, "headers": headers})
        return await send({"type": "http.response.body", "body": content})

    return answer


def _is_nobody(config: dict) -> bool:
    return (urlsplit(config.get("AuthorizationEndpoint", "")).hostname or "").endswith(_NOBODY)


def _signed_in(state: str, user: str | None) -> _Answer:
    if user is None or not _ADDRESS.fullmatch(user):
        headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        return HTTPStatus.OK, headers, _PAGE.format(state=state).encode()
    config, pending = _waiting.pop(state), alb._oidc_pending.pop(state)
    seconds = int(config["SessionTimeout"])
    # The same visitor is the same subject, also tomorrow.
    claims = {"sub": str(uuid.uuid5(uuid.NAMESPACE_URL, f"mailto:{user}")), "email": user}
    session = {"claims": claims, "access_token": "local", "exp": int(time.time()) + seconds}
    # Rules of HTTPS listeners alone ask visitors to sign in.
    cookies = alb._oidc_session_cookies(config["SessionCookieName"], session, seconds, secure=True)
    status, headers, body = _see(pending["url"])
    return status, {**headers, "Set-Cookie": cookies}, body


def _see(location: str) -> _Answer:
    return HTTPStatus.FOUND, {"Location": location, "Content-Type": "text/plain", "Cache-Control": "no-store"}, b""


def _forget_abandoned() -> None:
    for state in [state for state in _waiting if state not in alb._oidc_pending]:
        del _waiting[state]
