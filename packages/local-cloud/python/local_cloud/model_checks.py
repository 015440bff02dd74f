"""Holds every request to an AWS API against AWS's own model of it, and refuses what AWS would refuse.

The emulator takes much that AWS does not: a missing parameter, a word that no enumeration has, a name too long.
docs/decisions/0021-requests-against-models.md
"""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from local_cloud.access_keys import access_key_of
from local_cloud.api_models import Asked, Head, UnreadableRequestError, asked_for, signed_for
from local_cloud.asgi import Application, Message, Receive, Send
from local_cloud.callers import called
from local_cloud.error_answers import ErrorAnswer, error_answer
from local_cloud.model_constraints import MistypedError, violations
from local_cloud.refusal_wordings import refusal
from local_cloud.request_record import Held, RequestRecord


def held_against_model(asked: Asked, head: Head, body: bytes) -> tuple[Held, ErrorAnswer | None]:
    """What the model says to a request, and the error with which AWS refuses it; None where its model allows it."""
    try:
        found = violations(asked.operation.input_shape, asked.parameters(head, body))
        if not found:
            return Held(asked.name, "allowed"), None
        code, message = refusal(asked, found)
    except MistypedError as error:
        # https://github.com/aarondfrancis/sidecar/issues/148
        code, message = "SerializationException", str(error)
    except UnreadableRequestError as error:
        # What it means is left to the emulator.
        return Held(asked.name, "unreadable", str(error)), None
    return Held(asked.name, "refused", f"{code}: {message}"), error_answer(asked, code, message)


def checking(application: Application, record: RequestRecord, bucket_of: Callable[[str], str | None]) -> Application:
    """Every signed request is recorded. `bucket_of` tells the bucket that a Host's name begins with."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        head = _head(scope) if scope["type"] == "http" else None
        # What is served without credentials is no call of an API: pages, metadata, the registry's own protocol.
        if head is None or signed_for(head) is None:
            return await application(scope, receive, send)
        bucket = bucket_of(head.headers.get("host", ""))
        asked = asked_for(head, b"", bucket)
        body = b""
        if asked is None or not asked.body_is_content:
            messages = await _all_of(receive)
            receive = _again(messages, receive)
            body = b"".join(message.get("body", b"") for message in messages)
            asked = asked or asked_for(head, body, bucket)
        held, error = held_against_model(asked, head, body) if asked else (None, None)
        if error is None:
            status = await _answered(application, scope, receive, send)
        else:
            status = error.status
            await _refuse(error, send)
        headers = dict(head.headers)
        key = access_key_of(headers.get("authorization", ""), head.query) or ""
        record.note(held, key, lambda: called(head.method, scope["path"], headers, body, head.query), status)
        return None

    return answer


async def _answered(application: Application, scope: dict[str, Any], receive: Receive, send: Send) -> int:
    """Lets the application answer. Returns the status."""
    status = HTTPStatus.INTERNAL_SERVER_ERROR.value

    async def send_and_see(message: Message) -> None:
        nonlocal status
        status = message.get("status", status)
        await send(message)

    await application(scope, receive, send_and_see)
    return status


async def _refuse(error: ErrorAnswer, send: Send) -> None:
    headers = [(name.encode(), value.encode()) for name, value in error.headers.items()]
    headers.append((b"content-length", b"%d" % len(error.body)))
    await send({"type": "http.response.start", "status": error.status, "headers": headers})
    await send({"type": "http.response.body", "body": error.body})


def _head(scope: Mapping[str, Any]) -> Head:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    raw_path = scope.get("raw_path") or quote(scope["path"]).encode()
    path = raw_path.partition(b"?")[0].decode("latin-1")
    return Head(scope["method"], path, scope["query_string"].decode("latin-1"), headers)


async def _all_of(receive: Receive) -> list[Message]:
    messages = [await receive()]
    while messages[-1]["type"] == "http.request" and messages[-1].get("more_body", False):
        messages.append(await receive())
    return messages


def _again(messages: list[Message], receive: Receive) -> Receive:
    """Receives what was received already, then what comes."""
    pending = iter(messages)

    async def received() -> Message:
        return next(pending, None) or await receive()

    return received
