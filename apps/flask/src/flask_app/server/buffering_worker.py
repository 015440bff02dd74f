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
import sys
import threading
import time
from functools import partial
from typing import Any, NamedTuple

from gunicorn import http, util
from gunicorn.workers.gthread import ThreadWorker

from flask_app.server import limits
from flask_app.server.answer_socket import AnswerSocket
from flask_app.server.arrival import arrival
from flask_app.server.connection import Connection, State
from flask_app.server.framing import RefusedError
from flask_app.server.own_answers import identified
from flask_app.server.threads import Threads

_SWEEP_SECONDS = 0.5


class BufferingWorker(ThreadWorker):  # type: ignore[misc]
    """A threaded worker that no slow client holds up, and that goes on answering for a while after SIGTERM."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Of the loop alone, as everything that registers, ends and counts connections.
        self._connections: set[Connection] = set()
        self._next_sweep = 0.0
        self._draining = False
        # Of each thread: what it answers.
        self._answered = threading.local()

    @classmethod
    def check_config(cls, cfg: Any, log: Any) -> None:
        """Ends the server where it is asked for what this worker leaves to the load balancer."""
        super().check_config(cfg, log)
        if cfg.is_ssl:
            sys.exit("certfile, keyfile: the load balancer ends TLS; to end it here, use --worker-class gthread")

    def get_thread_pool(self) -> Threads[Connection]:
        """Called once, in the worker's process."""
        return Threads(self.cfg.threads, self._serve)

    # In the loop: a connection is watched.

    def accept(self, listener: socket.socket) -> None:
        """Called when somebody connects."""
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK):
                raise
            return
        self.nr_conns += 1
        conn = Connection(self.cfg, sock, client, listener.getsockname())
        self._connections.add(conn)
        self._watch(conn)

    def _watch(self, conn: Connection) -> None:
        if not conn.watched:
            conn.watched = True
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_readable, conn))

    def _watch_again(self, conn: Connection) -> None:
        """Called by whoever cannot know whether the other one does: loop and thread."""
        if conn.state in (State.SILENT, State.ARRIVING) and conn in self._connections:
            self._watch(conn)

    def _unwatch(self, conn: Connection) -> None:
        if conn.watched:
            conn.watched = False
            self.poller.unregister(conn.sock)

    def _on_readable(self, conn: Connection, _: socket.socket) -> None:
        if conn.state in (State.SILENT, State.ARRIVING):
            self._collect(conn)
        elif conn.state is State.LINGERING:
            if conn.receive() == b"":
                self._end(conn)
        else:
            # The next request, or the end, came before this answer. Whoever is later of the two watches again: the
            # thread, which sees that nobody does, or this line, where the thread is done and did not see it.
            self._unwatch(conn)
            self._watch_again(conn)

    def _collect(self, conn: Connection) -> None:
        try:
            if conn.take(conn.receive()):
                self._hand_over(conn)
            elif conn.incoming is not None:
                conn.state = State.ARRIVING
        except RefusedError as refusal:
            self._refuse(conn, refusal)

    def _hand_over(self, conn: Connection) -> None:
        conn.state = State.ANSWERING
        conn.arrived = time.perf_counter()
        self.tpool.submit(conn)

    def _refuse(self, conn: Connection, refusal: RefusedError) -> None:
        if conn.incoming is None:
            self._end(conn)
            return
        # No client makes the loop wait.
        conn.sock.setblocking(False)
        with identified(bytes(conn.incoming.bytes), conn.sock) as sock, contextlib.suppress(OSError):
            self.log.warning("Refused a request from ip=%s with %s: %s", conn.client[0], refusal.status, refusal)
            util.write_error(sock, refusal.status, refusal.reason, str(refusal))
        self._linger(conn)

    # In a thread: a request is answered.

    def _serve(self, conn: Connection) -> None:
        try:
            self._answer(conn)
        except RefusedError as refusal:
            self.method_queue.defer(self._refuse, conn, refusal)

    def _answer(self, conn: Connection) -> None:
        conn.parser = http.get_parser(self.cfg, [conn.received], conn.client)
        # A proxy tells of its client before the first request alone.
        conn.parser.req_count, conn.answered = conn.answered, conn.answered + 1
        self._answered.bytes, conn.received = conn.received, b""
        try:
            is_kept = self.handle(conn)
        except BaseException:  # what the application ends a thread with ends this connection
            self.log.exception("Error handling a connection")
            is_kept = False
        following, conn.parser = conn.parser.unreader.take_buffered(), None
        if not is_kept:
            self.method_queue.defer(self._linger, conn)
        elif not following:
            conn.deadline = time.monotonic() + self.cfg.keepalive
            self._give_back(conn)
        elif conn.take(following):
            self._hand_over(conn)
        else:
            self._give_back(conn)

    def _give_back(self, conn: Connection) -> None:
        conn.state = State.SILENT if conn.incoming is None else State.ARRIVING
        # Usually it still is, and the loop need not be told.
        if not conn.watched:
            self.method_queue.defer(self._watch_again, conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: BaseException) -> None:
        """The request is malformed, or the application is broken."""
        with identified(self._answered.bytes, client) as sock:
            super().handle_error(req, sock, addr, exc)

    def handle_request(self, req: Any, conn: Connection) -> Any:
        """Sends as few packets as possible, and reads no body that is not there."""
        arrival.set(conn.arrived)
        if self._draining or conn.exceeds_limit or self.nr_conns > self.max_keepalived:
            req.force_close()
        if not conn.exceeds_limit:
            # It is all there; what is wrong in it is refused here, as the client's mistake and not the application's.
            req.body = io.BytesIO(req.body.read())
        sock = AnswerSocket(conn.sock)
        is_kept = super().handle_request(req, _Answered(sock, conn.client, conn.server))
        sock.flush()
        return is_kept

    # In the loop again: a connection ends.

    def _linger(self, conn: Connection) -> None:
        """Reads on for a moment after the answer: closing over unread bytes would make the client lose it."""
        conn.state = State.LINGERING
        conn.deadline = time.monotonic() + limits.LINGER_SECONDS
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:
            self._end(conn)
        else:
            self._watch(conn)

    def _end(self, conn: Connection) -> None:
        self._connections.remove(conn)
        self._unwatch(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_keepalived(self, force: bool = False) -> None:
        """Called in every turn of the loop, at least once a second: ends what its client has made nothing of."""
        now = time.monotonic()
        if now < self._next_sweep:
            return
        self._next_sweep = now + _SWEEP_SECONDS
        for conn in [conn for conn in self._connections if conn.deadline < now]:
            if conn.state is State.ARRIVING:
                self._refuse(conn, RefusedError(408, "Request Timeout", "The request did not arrive in time."))
            elif conn.state is not State.ANSWERING:
                self._end(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """Called when the worker is about to end."""
        for conn in self._connections:
            if conn.state is State.SILENT:
                conn.deadline = min(conn.deadline, deadline)

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


class _Answered(NamedTuple):
    """What gunicorn asks of a connection that it answers."""

    sock: AnswerSocket
    client: Any
    server: Any
