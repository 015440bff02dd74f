"""One packet for a short answer."""

from socket import socket
from typing import Any

_INTERIM = b"HTTP/1.1 1"
# Copying more costs more than a packet does.
_JOINED_BYTES = 64 * 1024


class AnswerSocket:
    """Sends the head of an answer together with what follows it; gunicorn sends one after the other.

    Whoever writes an answer into it flushes it at the end.
    """

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._held = b""
        self._begun = False

    def __getattr__(self, name: str) -> Any:
        """Everything else is the socket's."""
        return getattr(self._sock, name)

    def sendall(self, data: bytes) -> None:
        """Holds the head of the answer back until there is more."""
        if not self._begun and not data.startswith(_INTERIM):
            self._begun = True
            self._held = data
        elif len(data) > _JOINED_BYTES:
            self.flush()
            self._sock.sendall(data)
        else:
            held, self._held = self._held, b""
            self._sock.sendall(held + data)

    def sendfile(self, *args: Any, **kwargs: Any) -> int:
        """A file goes from the disk to the client without coming by here."""
        self.flush()
        return self._sock.sendfile(*args, **kwargs)

    def close(self) -> None:
        """Does nothing: only the loop ends a connection, or it would watch the next one of the same number instead."""

    def flush(self) -> None:
        """Sends what is held back."""
        held, self._held = self._held, b""
        if held:
            self._sock.sendall(held)
