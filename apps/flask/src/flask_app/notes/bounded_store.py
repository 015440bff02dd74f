"""Keeps a table that hangs from taking every thread of the server.

Liveness is answered by the same threads. When all of them wait for the table, the load balancer and ECS take a process
for dead that only waits, and start another one that will wait, too.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask_app.dependency_time import time_in
from flask_app.notes.store import Note, NoteStore, Page, StoreUnavailableError

_PATIENCE_SECONDS = 1.0
"""A table that answers does so within milliseconds; a call that takes longer says that those behind it will, too."""


class BoundedNoteStore:
    """The store, for at most `most` calls at a time.

    A further call waits while the table answers; where it hangs, it is refused at once.
    """

    def __init__(self, store: NoteStore, most: int) -> None:
        self._store = store
        self._most = most
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._waiting = 0
        self._began: dict[object, float] = {}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        call = object()
        with time_in("store"):
            self._begin(call)
            try:
                yield
            finally:
                self._end(call)

    def _begin(self, call: object) -> None:
        with self._lock:
            while len(self._began) >= self._most:
                patience = min(self._began.values()) + _PATIENCE_SECONDS - time.monotonic()
                if patience <= 0:
                    raise StoreUnavailableError(f"the notes table hangs: {self._most} calls wait for it already")
                self._waiting += 1
                self._changed.wait(patience)
                self._waiting -= 1
            self._began[call] = time.monotonic()

    def _end(self, call: object) -> None:
        with self._lock:
            del self._began[call]
            if self._waiting:
                self._changed.notify()

    def add(self, text: str) -> Note:
        """Keeps a new note."""
        with self._turn():
            return self._store.add(text)

    def page(self, cursor: str | None, limit: int) -> Page:
        """Up to `limit` notes, newest first."""
        with self._turn():
            return self._store.page(cursor, limit)

    def delete(self, note_id: str) -> bool:
        """Forgets a note; False when there is none with this id."""
        with self._turn():
            return self._store.delete(note_id)

    def check(self) -> None:
        """Returns when notes could be read now."""
        with self._turn():
            self._store.check()
