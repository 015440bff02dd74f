"""Gives a repeated request the answer of its first try, instead of carrying it out again.

An SDK whose answer got lost asks again under the same invocation id. AWS's own services are prepared for that; the
emulator would refuse a load balancer as a duplicate, or make a second listener on the same port.
"""

import asyncio
import re
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from local_cloud.asgi import Application, Message, Receive, Send, header

# Every SDK keeps it over the tries of one operation: https://docs.rs/aws-runtime/latest/aws_runtime/invocation_id/
_INVOCATION_ID = "amz-sdk-invocation-id"
_CREDENTIAL_SERVICE = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request")
_READING_METHODS = ("GET", "HEAD", "OPTIONS")
# Longer than an SDK goes on asking, and no more than a few megabytes.
_KEPT_SECONDS = 120
_MOST_ANSWERS = 2_000
_MOST_BYTES = 16 * 1024 * 1024
_LARGEST_ANSWER = 1024 * 1024


class _Answer(NamedTuple):
    messages: list[Message]
    size: int
    at: float


class _Answers:
    """The newest answers, within bounds of age, number and size."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._kept: OrderedDict[str, _Answer] = OrderedDict()
        self._bytes = 0

    def keep(self, request: str, messages: list[Message]) -> None:
        size = sum(len(message.get("body", b"")) for message in messages)
        if size > _LARGEST_ANSWER:
            return
        self._kept[request] = _Answer(messages, size, self._now())
        self._bytes += size
        self._forget_old()

    def find(self, request: str) -> list[Message] | None:
        self._forget_old()
        answer = self._kept.get(request)
        return answer.messages if answer else None

    def _forget_old(self) -> None:
        oldest_kept = self._now() - _KEPT_SECONDS
        while self._kept:
            oldest = next(iter(self._kept.values()))
            if oldest.at >= oldest_kept and len(self._kept) <= _MOST_ANSWERS and self._bytes <= _MOST_BYTES:
                return
            self._kept.popitem(last=False)
            self._bytes -= oldest.size


def answering_once(application: Application, now: Callable[[], float] = time.monotonic) -> Application:
    answers = _Answers(now)
    running: dict[str, asyncio.Event] = {}

    async def answer(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        request = _repeatable(scope)
        if request is None:
            return await application(scope, receive, send)
        while first_try := running.get(request):
            await first_try.wait()
        if (kept := answers.find(request)) is not None:
            for message in kept:
                await send(message)
            return None
        running[request] = over = asyncio.Event()
        messages: list[Message] = []

        async def send_and_remember(message: Message) -> None:
            messages.append(message)
            await send(message)

        try:
            await application(scope, receive, send_and_remember)
            if _was_carried_out(messages):
                answers.keep(request, messages)
        finally:
            del running[request]
            over.set()
        return None

    return answer


def _repeatable(scope: dict[str, Any]) -> str | None:
    """What all tries of a request have in common; None for what may be carried out again."""
    if scope["type"] != "http" or scope["method"] in _READING_METHODS:
        return None
    identifier = header(scope, _INVOCATION_ID)
    signed_for = _CREDENTIAL_SERVICE.search(header(scope, "authorization"))
    # To put or delete an object twice is to do it once, and its bodies are large.
    if not identifier or signed_for is None or signed_for[1] == "s3":
        return None
    return " ".join((identifier, scope["method"], scope["path"], header(scope, "x-amz-target")))


def _was_carried_out(messages: list[Message]) -> bool:
    """What was refused, or throttled, is tried again in earnest."""
    return bool(messages) and messages[0].get("status", 500) < 400 and not messages[-1].get("more_body", False)
