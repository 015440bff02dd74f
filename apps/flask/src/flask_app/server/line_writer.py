"""Log lines to stdout that nobody waits for.

Whoever reads stdout may stop reading: a log driver that lost its network, a terminal on hold. A thread of its own does
the waiting then; lines beyond what memory is given to are dropped, counted, and the count is logged once lines flow.
"""

import _thread
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping

_MOST_BYTES = 4 * 1024 * 1024
# One write for all lines of a moment costs a busy server less than one each.
_PAUSE_SECONDS = 0.02
_FLUSH_SECONDS = 1.0


class LineWriter(logging.Handler):
    """Formats where it is called, writes in a thread; `descriptor` is stdout's."""

    def __init__(self, descriptor: int = 1) -> None:
        super().__init__()
        self._descriptor = descriptor
        self.dropped_fields: Callable[[int], Mapping[str, object]] = lambda _count: {}
        """What stands besides in the line that tells of so many dropped ones."""
        self._forget()
        os.register_at_fork(after_in_child=self._forget)

    def _forget(self) -> None:
        """A fork has no thread yet, and its parent writes the parent's lines."""
        self._lines: deque[bytes] = deque()
        self._bytes = 0
        self._writing = False
        self._started = False
        self._wake = _thread.allocate_lock()
        self._wake.acquire()
        # Not the handler's own: whoever flushes holds that one, and would wait for a writer that waits for it.
        self._count = threading.RLock()
        self.dropped = 0
        """Lines that were never written, since the last one that was."""

    def emit(self, record: logging.LogRecord) -> None:
        """Called with the handler's lock held; never waits for the reader of stdout."""
        try:
            line = self.format(record).encode(errors="replace") + b"\n"
        except Exception:
            self.handleError(record)
            return
        with self._count:
            if self._bytes + len(line) > _MOST_BYTES:
                self.dropped += 1
                return
            self._append(line)

    def _append(self, line: bytes) -> None:
        """With the account's lock held."""
        self._bytes += len(line)
        self._lines.append(line)
        if not self._started:
            self._started = True
            # No `threading.Thread`: the interpreter would wait for it at the end, and it may wait for ever.
            _thread.start_new_thread(self._write_for_ever, ())
        # Otherwise the thread is awake.
        if self._wake.locked():
            self._wake.release()

    def _write_for_ever(self) -> None:
        while True:
            self._wake.acquire()
            time.sleep(_PAUSE_SECONDS)
            self._writing = True
            while self._lines:
                self._write(self._next_lines())
            self._writing = False

    def _next_lines(self) -> bytes:
        lines = [self._lines.popleft() for _ in range(len(self._lines))]
        return b"".join(lines)

    def _write(self, lines: bytes) -> None:
        rest = memoryview(lines)
        while rest:
            try:
                rest = rest[os.write(self._descriptor, rest) :]
            except OSError:
                # Nobody reads any more.
                with self._count:
                    self.dropped += lines.count(b"\n")
                break
        with self._count:
            self._bytes -= len(lines)
            dropped, self.dropped = self.dropped, 0
        if dropped:
            self._report(dropped)

    def _report(self, dropped: int) -> None:
        record = logging.makeLogRecord(
            {
                "name": __name__,
                "levelno": logging.WARNING,
                "levelname": "WARNING",
                "msg": f"{dropped} log lines were dropped: stdout did not take them",
                "dropped_lines": dropped,
                **self.dropped_fields(dropped),
            }
        )
        line = self.format(record).encode(errors="replace") + b"\n"
        with self._count:
            # Whatever else waits: were this line dropped, so would be the count.
            self._append(line)

    def flush(self) -> None:
        """Waits until everything is written, at most a second."""
        deadline = time.monotonic() + _FLUSH_SECONDS
        while (self._lines or self._writing) and self._started and time.monotonic() < deadline:
            time.sleep(0.005)
