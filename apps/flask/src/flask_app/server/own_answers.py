"""Requests that the server itself answers, because the application never sees them: they have an id like all others."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from socket import socket
from typing import Any

from flask_app.request_ids import REQUEST_ID_HEADER, TRACE_HEADER, request_id

answering: ContextVar[str | None] = ContextVar("answering", default=None)
"""Id of the request that the server answers just now."""


@contextmanager
def identified(received: bytes, sock: socket) -> Iterator[Any]:
    """Where log lines carry the id of what was received; yields the socket that puts it into the answer too."""
    own = request_id(_header(received, REQUEST_ID_HEADER), _header(received, TRACE_HEADER))
    token = answering.set(own)
    try:
        yield _IdentifyingSocket(sock, own)
    finally:
        answering.reset(token)


def _header(received: bytes, name: str) -> str | None:
    """Whatever else is wrong with a request, this may be in it."""
    found = re.search(rb"^%s:[ \t]*([^\r\n]*?)[ \t]*\r?$" % name.encode(), received, re.IGNORECASE | re.MULTILINE)
    return found[1].decode("latin-1") if found else None


class _IdentifyingSocket:
    """gunicorn writes its errors whole, and asks nobody for their headers."""

    def __init__(self, sock: socket, own: str) -> None:
        self._sock = sock
        self._line = f"{REQUEST_ID_HEADER}: {own}\r\n".encode()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def sendall(self, data: bytes) -> None:
        status_line, end, rest = data.partition(b"\r\n")
        self._sock.sendall(status_line + end + self._line + rest)
