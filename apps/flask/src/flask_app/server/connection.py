"""A client's connection, and what has arrived on it."""

import contextlib
import enum
import errno
import socket
import struct
import time
from typing import Any

from gunicorn.workers.gthread import TConn

from flask_app.server import limits
from flask_app.server.framing import Framing, RefusedError, has_no_body

_READ_BYTES = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class State(enum.Enum):
    """Who has a connection, and what it waits for."""

    SILENT = enum.auto()
    """The loop has it; nothing of a request has arrived."""
    ARRIVING = enum.auto()
    """The loop has it, and a part of a request."""
    ANSWERING = enum.auto()
    """A thread has it, and a whole request."""
    LINGERING = enum.auto()
    """The loop has it; the last answer was sent, and the client is to close."""


class Connection(TConn):  # type: ignore[misc]
    """A client's connection. Its socket blocks, for answers; nobody waits for what a client sends."""

    def __init__(self, cfg: Any, sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(cfg, sock, client, server)
        sock.setblocking(True)
        _limit_sending(sock)
        # gunicorn reads what was collected, and nothing else.
        self.initialized = self.data_ready = True
        self.state = State.SILENT
        self.deadline = time.monotonic() + cfg.keepalive
        """When it is no longer waited for, by `time.monotonic`."""
        self.watched = False
        """Whether the loop is told when something arrives."""
        self.received = b""
        """The whole request that is to be answered."""
        self.arrived: float | None = None
        """When its last byte was here, by `time.perf_counter`."""
        self.exceeds_limit = False
        self.answered = 0
        """Requests that a thread took."""
        self.incoming: Incoming | None = None

    def receive(self) -> bytes | None:
        """What is there: nothing at all when the client has ended, None when nothing has come yet."""
        try:
            received: bytes = self.sock.recv(_READ_BYTES, socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        except OSError:
            return b""
        return received

    def take(self, data: bytes | None) -> bool:
        """Whether a request is whole with what was received now.

        Raises RefusedError for what will never be one.
        """
        if data is None:
            return False
        if data == b"":
            raise RefusedError(400, "Bad Request", "The request ended before it was whole.")
        if self.incoming is None and has_no_body(data):
            self.received, self.exceeds_limit = data, False
            return True
        if self.incoming is None:
            self.incoming = Incoming()
            self.deadline = time.monotonic() + limits.REQUEST_SECONDS
        incoming, framing = self.incoming, self.incoming.framing
        incoming.bytes += data
        if framing.is_whole(incoming.bytes):
            self.received, self.exceeds_limit = bytes(incoming.bytes), framing.exceeds_limit
            self.incoming = None
            return True
        if framing.expects_continue and not incoming.told_to_continue:
            incoming.told_to_continue = True
            with contextlib.suppress(OSError):
                self.sock.send(_CONTINUE, socket.MSG_DONTWAIT)
        return False


class Incoming:
    """What has arrived of a request that did not come in one piece."""

    def __init__(self) -> None:
        self.bytes = bytearray()
        self.framing = Framing(limits.MAXIMUM_BODY_BYTES)
        self.told_to_continue = False


def _limit_sending(sock: socket.socket) -> None:
    """A client that does not take its answer does not keep the thread."""
    seconds = struct.pack("ll", limits.REQUEST_SECONDS, 0)
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, seconds)
    except OSError as error:
        if error.errno != errno.ENOPROTOOPT:
            raise
