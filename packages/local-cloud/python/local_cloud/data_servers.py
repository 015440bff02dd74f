"""Asks the supervisor for the servers behind data stores: a real one for each cache and each database."""

import http.client
import json
import os
import socket
from http import HTTPStatus
from typing import Any

_SOCKET = "DATA_SERVERS_SOCKET"
# The first start of a server on a machine that does much else; it may have to be installed.
_PATIENCE_SECONDS = 300


class NoServer(Exception):
    """What the supervisor says against a server, in words for the user."""


def ask(method: str, kind: str, name: str, description: dict[str, Any] | None = None) -> dict[str, Any]:
    """`PUT` runs a server as it is described, and answers with its host and port; `DELETE` ends it and what it held.

    @raises NoServer.
    """
    connection = _Connection("supervisor", timeout=_PATIENCE_SECONDS)
    try:
        connection.request(method, f"/{kind}/{name}", None if description is None else json.dumps(description))
        response = connection.getresponse()
        answer = json.loads(response.read() or "{}")
    except OSError as error:
        raise NoServer(f"the supervisor of the local cloud does not answer: {error}") from error
    finally:
        connection.close()
    if response.status >= HTTPStatus.BAD_REQUEST:
        raise NoServer(answer.get("message", f"the supervisor answered with {response.status}"))
    return answer


class _Connection(http.client.HTTPConnection):
    """HTTP on a Unix socket."""

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(os.environ[_SOCKET])
