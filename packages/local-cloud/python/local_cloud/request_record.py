"""The record of what was asked of the APIs: a file of lines of JSON, each line once over all starts.

A line has what AWS's model says to an operation and, where callers are recorded, who called it with which right:

    {"operation": "ecs:CreateService", "verdict": "refused", "message": "InvalidParameterException: …",
     "caller": "deploy", "action": "ecs:CreateService", "resource": "arn:…", "status": 400}

The first three are absent where no model has the operation; `message` says why one is not allowed.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

from local_cloud.callers import Called, Callers

# Without callers there are as many lines as operations, but for messages that quote what was sent.
_MOST_LINES = 10_000


class Held(NamedTuple):
    """What the model says to an operation. `unreadable` went to the emulator without a check."""

    operation: str
    verdict: Literal["allowed", "refused", "unreadable"]
    message: str = ""


class RequestRecord:
    """Writes the file. Without `callers` it stays small, however long the cloud runs."""

    def __init__(self, file: Path, callers: Callers | None = None) -> None:
        self._file = file
        self._callers = callers
        self._noted = set(file.read_text().splitlines()) if file.exists() else set()

    def note(self, held: Held | None, access_key: str, called: Callable[[], list[Called]], status: int) -> None:
        """One request. `held` is None where no model has it; `called` is asked where callers are recorded."""
        for line in self._lines(held, access_key, called, status):
            self._write(json.dumps(line))

    def _lines(
        self, held: Held | None, access_key: str, called: Callable[[], list[Called]], status: int
    ) -> Iterator[dict[str, Any]]:
        operation = {name: value for name, value in held._asdict().items() if value} if held else {}
        calls = called() if self._callers else []
        if operation and not calls:
            yield operation
        for call in calls:
            caller = self._callers.name(access_key) if self._callers else ""
            yield {**operation, "caller": caller, **call._asdict(), "status": status}

    def _write(self, line: str) -> None:
        if line in self._noted or (self._callers is None and len(self._noted) >= _MOST_LINES):
            return
        self._noted.add(line)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a") as file:
            file.write(f"{line}\n")
