"""gunicorn's threads, kept for requests that are there.

gunicorn's own threaded worker gives a connection a thread when it is accepted, and the thread then waits for the
client: a few hundred slow ones, which the load balancer lets through, hold all threads. Here the loop that accepts also
collects head and body, and a thread is taken when nothing is missing. See docs/decisions/0017-request-buffering.md.
"""

import contextlib
import errno
import io
import selectors
import signal
import socket
import struct
import threading
import time
from functools import partial
from typing import Any

from gunicorn import http, util
from gunicorn.workers.gthread import TConn, ThreadWorker

from flask_app.server import limits
from flask_app.server.arrival import arrival
from flask_app.server.framing import Framing, RefusedError, has_no_body
from flask_app.server.own_answers import identified

_READ_BYTES = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Incoming:
    """What has arrived of one request, and until when the rest must."""

    def __init__(self, received: bytes = b"") -> None:
        self.bytes = bytearray(received)
        self.framing = Framing(limits.MAXIMUM_BODY_BYTES)
        self.deadline: float | None = None
        self.told_to_continue = False


class BufferingWorker(ThreadWorker):  # type: ignore[misc]
    """A threaded worker that no slow client holds up, and that goes on answering for a while after SIGTERM."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Each in the order of its deadlines: all of a kind have the same time.
        self._silent: dict[TConn, float] = {}
        self._incoming: dict[TConn, Incoming] = {}
        self._lingering: dict[TConn, float] = {}
        self._draining = False
        # Of each thread: what it works on.
        self._received = threading.local()

    # A request comes in.

    def enqueue_req(self, conn: TConn) -> None:
        """Called for every connection that may have a request; the base takes a thread here."""
        if self.cfg.is_ssl:
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        incoming = Incoming(conn.parser.unreader.take_buffered() if conn.parser else b"")
        self._silent[conn] = time.monotonic() + self.cfg.keepalive
        self._go_on(conn, incoming)

    def _on_readable(self, conn: TConn, incoming: Incoming, client: socket.socket) -> None:
        self.poller.unregister(client)
        self._go_on(conn, incoming)

    def _go_on(self, conn: TConn, incoming: Incoming) -> None:
        try:
            settled = self._receive(conn, incoming)
        except RefusedError as refusal:
            settled = True
            self._refuse(conn, incoming, refusal)
        if settled:
            self._silent.pop(conn, None)
            self._incoming.pop(conn, None)
        else:
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_readable, conn, incoming))

    def _receive(self, conn: TConn, incoming: Incoming) -> bool:
        """Takes what is there; True when the connection is no longer this loop's to read."""
        try:
            data = conn.sock.recv(_READ_BYTES)
        except BlockingIOError:
            data = None
        except OSError:
            data = b""
        if data == b"":
            raise RefusedError(400, "Bad Request", "The request ended before it was whole.")
        if data is not None and not incoming.bytes and has_no_body(data):
            self._hand_over(conn, data, exceeds_limit=False)
            return True
        incoming.bytes += data or b""
        if not incoming.bytes:
            return False
        if incoming.framing.is_whole(incoming.bytes):
            self._hand_over(conn, bytes(incoming.bytes), exceeds_limit=incoming.framing.exceeds_limit)
            return True
        self._expect_more(conn, incoming)
        return False

    def _expect_more(self, conn: TConn, incoming: Incoming) -> None:
        if incoming.deadline is None:
            incoming.deadline = time.monotonic() + limits.REQUEST_SECONDS
            self._silent.pop(conn, None)
            self._incoming[conn] = incoming
        if incoming.framing.expects_continue and not incoming.told_to_continue:
            incoming.told_to_continue = True
            with contextlib.suppress(OSError):
                conn.sock.send(_CONTINUE)

    def _hand_over(self, conn: TConn, received: bytes, *, exceeds_limit: bool) -> None:
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
            conn.initialized = True
            _limit_waiting(conn.sock)
        conn.data_ready = True
        conn.parser.unreader.unread(received)
        conn.received = received
        conn.arrived = time.perf_counter()
        conn.exceeds_limit = exceeds_limit
        super().enqueue_req(conn)

    def _refuse(self, conn: TConn, incoming: Incoming, refusal: RefusedError) -> None:
        if not incoming.bytes:
            self.nr_conns -= 1
            conn.close()
            return
        with identified(bytes(incoming.bytes), conn.sock) as sock, contextlib.suppress(OSError):
            self.log.warning("Refused a request from ip=%s with %s: %s", conn.client[0], refusal.status, refusal)
            util.write_error(sock, refusal.status, refusal.reason, str(refusal))
        self._linger(conn)

    def handle(self, conn: TConn) -> Any:
        """Runs in a thread."""
        self._received.bytes = getattr(conn, "received", b"")
        return super().handle(conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """In the thread that failed: the request is malformed, or the application is broken."""
        with identified(getattr(self._received, "bytes", b""), client) as sock:
            super().handle_error(req, sock, addr, exc)

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Runs in a thread."""
        arrival.set(getattr(conn, "arrived", None))
        exceeds_limit = getattr(conn, "exceeds_limit", False)
        if self._draining or exceeds_limit:
            req.force_close()
        if not exceeds_limit:
            # It is all there; what is wrong in it is refused here, as the client's mistake and not the application's.
            req.body = io.BytesIO(req.body.read())
        return super().handle_request(req, conn)

    # A connection ends.

    def finish_request(self, conn: TConn, fs: Any) -> None:
        """The base lets this loop wait up to two seconds for a client to close; meanwhile nobody else is served."""
        if fs.cancelled() or fs.exception() is not None or not fs.result():
            self._linger(conn)
        else:
            super().finish_request(conn, fs)

    def _linger(self, conn: TConn) -> None:
        """Reads on for a moment after the answer: closing over unread bytes would make the client lose it."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._discard, conn))
        except OSError:
            self.nr_conns -= 1
            conn.close()
        else:
            self._lingering[conn] = time.monotonic() + limits.LINGER_SECONDS

    def _discard(self, conn: TConn, client: socket.socket) -> None:
        try:
            gone = not client.recv(_READ_BYTES)
        except BlockingIOError:
            gone = False
        except OSError:
            gone = True
        if gone:
            self._end(self._lingering, conn)

    def _end(self, kept: dict[TConn, Any], conn: TConn) -> None:
        del kept[conn]
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Called in every turn of the loop, at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        for kept in (self._silent, self._lingering):
            for conn in [conn for conn, deadline in kept.items() if deadline < now or not self.alive]:
                self._end(kept, conn)
        for conn, incoming in list(self._incoming.items()):
            if incoming.deadline is None or incoming.deadline > now:
                break
            del self._incoming[conn]
            self.poller.unregister(conn.sock)
            self._refuse(conn, incoming, RefusedError(408, "Request Timeout", "The request did not arrive in time."))

    # The worker ends.

    def init_signals(self) -> None:
        """SIGALRM ends what SIGTERM began."""
        super().init_signals()
        signal.signal(signal.SIGALRM, super().handle_exit)

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Goes on answering, with `Connection: close`, for as long as the load balancer may still send requests."""
        if self._draining:
            return
        self._draining = True
        seconds = limits.drain_seconds()
        if seconds > 0:
            signal.setitimer(signal.ITIMER_REAL, seconds)
        else:
            super().handle_exit(sig, frame)


def _limit_waiting(sock: socket.socket) -> None:
    """Whatever a thread still waits for in the kernel ends: a client that does not take its answer, for one."""
    seconds = struct.pack("ll", limits.REQUEST_SECONDS, 0)
    for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
        try:
            sock.setsockopt(socket.SOL_SOCKET, option, seconds)
        except OSError as error:
            if error.errno != errno.ENOPROTOOPT:
                raise
