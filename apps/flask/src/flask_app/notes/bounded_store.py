"""Keeps a table that hangs from taking every thread of the server.

Liveness is answered by the same threads. When all of them wait for the table, the load balancer and ECS take a process
for dead that only waits, and start another one that will wait, too.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

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
        # One thing for each call that may be made. A queue waits without running Python; a condition does not, and
        # waiting for turns cost a tenth of a page.
        self._turns: SimpleQueue[None] = SimpleQueue()
        for _ in range(most):
            self._turns.put(None)
        self._began: dict[object, float] = {}

    @contextmanager
    def _turn(self) -> Iterator[None]:
        call = object()
        with time_in("store"):
            self._wait_for_turn()
            self._began[call] = time.monotonic()
            try:
                yield
            finally:
                del self._began[call]
                self._turns.put(None)

    def _wait_for_turn(self) -> None:
        with suppress(Empty):
            return self._turns.get_nowait()
        while True:
            now = time.monotonic()
            oldest = min(list(self._began.values()), default=now)
            patience = max(0.0, oldest + _PATIENCE_SECONDS - now)
            try:
                return self._turns.get(timeout=patience)
            except Empty:
                if patience == 0:
                    message = f"the notes table hangs: {self._most} calls wait for it already"
                    raise StoreUnavailableError(message) from None

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
