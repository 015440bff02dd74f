"""Threads that work off a queue."""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Generic, TypeVar

Work = TypeVar("Work")


class Threads(Generic[Work]):
    """So many threads, each of which does one thing after the other.

    A `Future` for every request, and a pipe to tell the loop of its end, as gunicorn's own worker has them, cost more
    than all else that a worker does for a health check.
    """

    def __init__(self, count: int, do: Callable[[Work], None]) -> None:
        self._queue: SimpleQueue[Work] = SimpleQueue()
        self._do = do
        for number in range(count):
            # The end of the process waits for none of them: gunicorn's graceful time-out is over by then.
            threading.Thread(target=self._run, name=f"requests-{number}", daemon=True).start()

    def submit(self, work: Work) -> None:
        """Returns at once; the next thread that has nothing to do takes it."""
        self._queue.put(work)

    def shutdown(self, *, wait: bool) -> None:
        """As gunicorn calls it, at the end of the process."""

    def _run(self) -> None:
        while True:
            self._do(self._queue.get())
