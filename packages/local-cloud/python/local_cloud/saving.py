"""Writes the account down while it changes, so that a killed emulator loses some seconds and not all since its start.

The emulator itself saves when it is stopped. Buckets' objects are written at once.
"""

import asyncio
import json
import logging
import os
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ministack.core import persistence

from local_cloud.asgi import Application, Message, Receive, Send, header

INTERVAL_SECONDS = 5.0
# Of the emulator's time; what a large account takes is not taken more often than that allows.
_LARGEST_SHARE = 0.05
_READING_METHODS = ("GET", "HEAD", "OPTIONS")
_READING_ACTIONS = re.compile(r"\.(?:Describe|List|Get|BatchGet|Filter|Query|Scan|Receive)\w*$")
_SIGNED_FOR = re.compile(r"Credential=[^/]+/[^/]+/[^/]+/([^/]+)/aws4_request")
# Every line of every task is in it, so that it is written only when somebody asked for a change of it.
_LOGS = ("cloudwatch_logs", "logs")

_logger = logging.getLogger("local_cloud.saving")


class Account:
    """What the emulated services hold, in a file for each."""

    def __init__(self, folder: Path, states: Callable[[], Mapping[str, Callable[[], Any]]]) -> None:
        self._folder = folder
        self._states = states
        self._written: dict[str, str] = {}

    def save(self, changed: frozenset[str]) -> None:
        """Writes what differs from the last time; `changed` names the services that were asked for a change."""
        for key, state_of in self._states().items():
            if key == _LOGS[0] and _LOGS[1] not in changed:
                continue
            try:
                self._save(key, state_of())
            # What comes in between is written the next time; nothing that is written down is lost.
            except Exception as error:
                _logger.warning("%s is not saved: %s: %s", key, type(error).__name__, error)

    def _save(self, key: str, state: Any) -> None:
        if state is None:
            return
        content = {"__ministack_format__": persistence._state_format_version(key), "payload": state}
        text = json.dumps(content, default=persistence._json_default)
        if self._written.get(key) == text:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f"{key}.json.part"
        part.write_text(text)
        os.replace(part, self._folder / f"{key}.json")
        self._written[key] = text


def saving(
    application: Application, save: Callable[[frozenset[str]], None], interval: float = INTERVAL_SECONDS
) -> Application:
    """Calls `save` after what may have changed the account, and not when the application stops, which does so."""
    changed: set[str] = set()

    async def save_again_and_again() -> None:
        wait = interval
        while True:
            await asyncio.sleep(wait)
            if not changed:
                continue
            services = frozenset(changed)
            changed.clear()
            before = time.monotonic()
            save(services)
            wait = max(interval, (time.monotonic() - before) / _LARGEST_SHARE)

    async def with_saving(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await _living(application, save_again_and_again, scope, receive, send)
        try:
            return await application(scope, receive, send)
        finally:
            if may_change(scope):
                signed = _SIGNED_FOR.search(header(scope, "authorization"))
                changed.add(signed[1] if signed else "")

    return with_saving


def may_change(scope: dict[str, Any]) -> bool:
    """Whether a request may have changed the account. Of the query APIs any may: their action is in the body."""
    if scope["type"] != "http" or scope["method"] in _READING_METHODS:
        return False
    return _READING_ACTIONS.search(header(scope, "x-amz-target")) is None


async def _living(
    application: Application,
    work: Callable[[], Any],
    scope: dict[str, Any],
    receive: Receive,
    send: Send,
) -> None:
    task: asyncio.Task | None = None

    async def receive_and_end() -> Message:
        message = await receive()
        if message["type"] == "lifespan.shutdown" and task is not None:
            task.cancel()
        return message

    async def send_and_begin(message: Message) -> None:
        nonlocal task
        if message["type"] == "lifespan.startup.complete":
            task = asyncio.get_running_loop().create_task(work())
        await send(message)

    await application(scope, receive_and_end, send_and_begin)
