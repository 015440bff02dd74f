"""Holds every request to an AWS API against AWS's own model of it, and refuses what AWS would refuse.

The emulator takes much that AWS does not: a missing parameter, a word that no enumeration has, a name too long.
docs/decisions/0021-requests-against-models.md
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from local_cloud.api_models import Asked, Head, UnreadableRequestError, asked_for, is_modelled
from local_cloud.asgi import Application, Message, Receive, Send
from local_cloud.error_answers import ErrorAnswer, error_answer
from local_cloud.model_constraints import MistypedError, violations
from local_cloud.refusal_wordings import refusal


class Journal:
    """What was checked, in a file of lines: each operation once per start, each refusal, and what could not be read."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._checked: set[str] = set()

    def checked(self, asked: Asked) -> None:
        """An operation that the models have."""
        if asked.name not in self._checked:
            self._checked.add(asked.name)
            self._write({"checked": asked.name})

    def refused(self, asked: Asked, message: str) -> None:
        """A request that the model does not allow; `message` is the answer's, with its code."""
        self._write({"refused": asked.name, "message": message})

    def unreadable(self, asked: Asked, reason: str) -> None:
        """A request that went to the emulator without a check."""
        self._write({"unreadable": asked.name, "message": reason})

    def _write(self, line: dict[str, str]) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a") as file:
            file.write(json.dumps(line) + "\n")


def refused(asked: Asked, head: Head, body: bytes, journal: Journal) -> ErrorAnswer | None:
    """The error with which AWS refuses the request; None where its model allows it."""
    journal.checked(asked)
    try:
        found = violations(asked.operation.input_shape, asked.parameters(head, body))
        if not found:
            return None
        code, message = refusal(asked, found)
    except MistypedError as error:
        # https://github.com/aarondfrancis/sidecar/issues/148
        code, message = "SerializationException", str(error)
    except UnreadableRequestError as error:
        # What it means is left to the emulator.
        journal.unreadable(asked, str(error))
        return None
    journal.refused(asked, f"{code}: {message}")
    return error_answer(asked, code, message)


def checking(application: Application, journal: Journal, bucket_of: Callable[[str], str | None]) -> Application:
    """`bucket_of` tells the bucket that a Host's name begins with."""

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        head = _head(scope) if scope["type"] == "http" else None
        if head is None or not is_modelled(head):
            return await application(scope, receive, send)
        bucket = bucket_of(head.headers.get("host", ""))
        asked = asked_for(head, b"", bucket)
        body = b""
        if asked is None or not asked.body_is_content:
            messages = await _all_of(receive)
            receive = _again(messages, receive)
            body = b"".join(message.get("body", b"") for message in messages)
            asked = asked or asked_for(head, body, bucket)
        error = refused(asked, head, body, journal) if asked else None
        if error is None:
            return await application(scope, receive, send)
        headers = [(name.encode(), value.encode()) for name, value in error.headers.items()]
        headers.append((b"content-length", b"%d" % len(error.body)))
        await send({"type": "http.response.start", "status": error.status, "headers": headers})
        return await send({"type": "http.response.body", "body": error.body})

    return answer


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
