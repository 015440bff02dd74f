"""What the board needs of a place that keeps notes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Note:
    """A note as it was written."""

    id: str
    """Sorts by time."""
    text: str
    created_at: datetime


@dataclass(frozen=True)
class Page:
    """Notes, newest first."""

    notes: list[Note]
    next_cursor: str | None
    """Leads to older notes; None on the last page."""


class StoreUnavailableError(Exception):
    """The place does not answer; the message says why."""


class InvalidCursorError(ValueError):
    """A cursor that no page handed out."""


class NoteStore(Protocol):
    """Keeps notes. Every method raises StoreUnavailableError when the place does not answer."""

    def add(self, text: str) -> Note:
        """Keeps a new note."""
        ...

    def page(self, cursor: str | None, limit: int) -> Page:
        """Up to `limit` notes, from the newest or from a cursor on; raises InvalidCursorError for a wrong one."""
        ...

    def delete(self, note_id: str) -> bool:
        """Forgets a note; False when there is none with this id."""
        ...

    def check(self) -> None:
        """Returns when notes could be read now."""
        ...
