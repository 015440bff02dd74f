"""Health checks while 200 clients send a body of one byte every two seconds: `python slow_bodies.py [SERVER …]`."""

import os
import selectors
import socket
import sys
import threading
import time

from servers import PORT, SERVERS, health_check, server, table

_CLIENTS = 200
_SECONDS = 30
_HEAD = (
    b"POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    b"Content-Length: 60000\r\n\r\ntext="
)


class SlowClients:
    """Connections that each send one byte every two seconds."""

    def __init__(self) -> None:
        self._sockets = [socket.create_connection(("127.0.0.1", PORT), timeout=5) for _ in range(_CLIENTS)]
        for connection in self._sockets:
            connection.sendall(_HEAD)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._send)
        self._thread.start()

    def _send(self) -> None:
        while not self._ended.wait(2):
            for connection in self._sockets:
                try:
                    connection.send(b"a")
                except OSError:
                    pass

    def held(self) -> int:
        """Connections that the server has neither answered nor closed."""
        selector = selectors.DefaultSelector()
        for connection in self._sockets:
            selector.register(connection, selectors.EVENT_READ)
        return _CLIENTS - len(selector.select(0))

    def end(self) -> None:
        self._ended.set()
        self._thread.join()
        for connection in self._sockets:
            connection.close()


def measure(name: str) -> str:
    with server(name):
        clients = SlowClients()
        until = time.monotonic() + _SECONDS
        taken = []
        while time.monotonic() < until:
            taken.append(health_check(timeout=5))
            time.sleep(0.5)
        held = clients.held()
        clients.end()
    answered = [seconds for seconds in taken if seconds is not None]
    slowest = f"{max(answered):.2f} s" if answered else "-"
    return f"{name:10} {len(taken) - len(answered):2} of {len(taken):2} checks fail, slowest {slowest}, {held} connections held after {_SECONDS} s"


with table():
    for name in sys.argv[1:] or SERVERS:
        print(measure(name), flush=True)
print("load", os.getloadavg())
