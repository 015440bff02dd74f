"""Who may use the APIs: programs that know this cloud's key, under this machine's names. Pages in a browser may not.

A page of any site can send requests to this machine, also under a name of its own that it lets point here. What a load
balancer serves is the application's business and passes unseen.
"""

import ipaddress
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from local_cloud.asgi import Application, Message, Receive, Send, header

# The last is what containers call the machine that they run on.
_NAMES = ("localhost", "host.docker.internal")
_DOMAINS = (".localhost", ".amazonaws.com")


def refusal(host: str, origin: str, fetch_site: str) -> str | None:
    """Why a request with these headers (Host, Origin, Sec-Fetch-Site) is refused; None where it is not."""
    if not _is_own_name(host):
        return f'Host: "{host}" is no name of the local cloud; use localhost or an address of this machine.\n'
    if origin and origin.partition("://")[2] != host:
        return f'Origin: "{origin}" may not use the local cloud; its APIs are for programs, not for web pages.\n'
    # A page's image or link has no Origin; browsers tell it so.
    # https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
    if fetch_site in ("cross-site", "same-site"):
        return "Sec-Fetch-Site: another site's page may not use the local cloud; its APIs are for programs.\n"
    return None


_UNKNOWN = (
    "this access key is not the one of this local cloud; "
    "the file aws.env in its folder has the variables that lead to it"
)


def for_programs_only(
    application: Application, is_load_balancer: Callable[[str], bool], admits: Callable[[dict[str, Any]], bool]
) -> Application:
    """`is_load_balancer` tells of a Host whether a load balancer serves it, `admits` whether a sender is known."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await application(scope, receive, send)
        host = header(scope, "host")
        if is_load_balancer(host):
            return await application(scope, receive, send)
        reason = refusal(host, header(scope, "origin"), header(scope, "sec-fetch-site"))
        content_type, status = "text/plain", HTTPStatus.FORBIDDEN
        if reason is None and not admits(scope):
            if _is_below_localhost(host) and not header(scope, "authorization"):
                # Somebody's browser, by the edge: with real DNS there would be no such name.
                status, reason = (
                    HTTPStatus.NOT_FOUND,
                    f"{_without_port(host)}: no load balancer answers to this name.\n",
                )
            else:
                content_type, reason = unknown_sender(header(scope, "x-amz-target"), header(scope, "content-type"))
        if reason is None:
            return await application(scope, receive, _without_cors(send))
        if scope["type"] == "websocket":
            await receive()
            return await send({"type": "websocket.close", "code": 1008})
        headers = [(b"content-type", content_type.encode()), (b"content-length", b"%d" % len(reason.encode()))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        return await send({"type": "http.response.body", "body": reason.encode()})

    return answer


def unknown_sender(target: str, content_type: str) -> tuple[str, str]:
    """Type and text of the answer to who is not known, in the form that the SDK of the asked service reads."""
    if target:
        return "application/x-amz-json-1.1", json.dumps({"__type": "UnrecognizedClientException", "message": _UNKNOWN})
    error = f"<Error><Code>InvalidClientTokenId</Code><Message>{_UNKNOWN}</Message></Error>"
    # Query APIs send forms: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html
    is_query = content_type.startswith("application/x-www-form-urlencoded")
    return "text/xml", f"<ErrorResponse>{error}</ErrorResponse>" if is_query else error


def _is_below_localhost(host: str) -> bool:
    return _without_port(host).lower().endswith(".localhost")


def _is_own_name(host: str) -> bool:
    name = _without_port(host).lower()
    if name in _NAMES or name.endswith(_DOMAINS):
        return True
    try:
        # No other site can have such an address: loopback, the bridge of the container engine.
        return ipaddress.ip_address(name.strip("[]")).is_private
    except ValueError:
        return False


def _without_port(host: str) -> str:
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def _without_cors(send: Send) -> Send:
    async def send_without(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [pair for pair in message.get("headers", []) if not pair[0].lower().startswith(b"access-control-")]
            message = {**message, "headers": kept}
        await send(message)

    return send_without
