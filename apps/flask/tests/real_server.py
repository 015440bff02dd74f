"""gunicorn as the image starts it, with the variables that the task definition sets."""

import os
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from conftest import free_port

APP = Path(__file__).parent.parent
# For what must happen at all, on a machine however busy.
PATIENCE_SECONDS = 60
GRACEFUL_TIMEOUT_SECONDS = 25
PROBE = [sys.executable, "src/flask_app/probe.py"]
_ARGUMENTS = f"--threads 8 --keep-alive 65 --graceful-timeout {GRACEFUL_TIMEOUT_SECONDS} --worker-tmp-dir /dev/shm"


def procfile_command() -> list[str]:
    return shlex.split((APP / "Procfile").read_text().removeprefix("web:"))


@dataclass(frozen=True)
class Answer:
    status: int
    head: str
    body: str

    @property
    def closes(self) -> bool:
        return "connection: close" in self.head.lower()


@dataclass(frozen=True)
class Server:
    process: subprocess.Popen[bytes]
    port: int
    environment: dict[str, str]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_SECONDS)

    def get(self, path: str) -> Answer:
        with self.connect() as connection:
            return ask(connection, f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())

    def workers(self) -> list[int]:
        """Their processes, as Linux tells them."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def is_alive(self) -> bool:
        return subprocess.run(PROBE, cwd=APP, env=self.environment, check=False, capture_output=True).returncode == 0


def ask(connection: socket.socket, request: bytes) -> Answer:
    connection.sendall(request)
    return answer(connection)


def answer(connection: socket.socket) -> Answer:
    """The next answer on a connection; ConnectionError when it ends before one is whole."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += _more(connection)
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode().splitlines()
    status = int(lines[0].split()[1])
    if status < 200:
        return Answer(status, head.decode(), "")
    length = next((int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:")), 0)
    while len(body) < length:
        body += _more(connection)
    return Answer(status, head.decode(), body.decode())


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("closed before the answer was whole")
    return data


def server_environment(aws: dict[str, str], table_name: str, **variables: str) -> dict[str, str]:
    return {
        **os.environ,
        **aws,
        "NOTES_TABLE_NAME": table_name,
        "PORT": str(free_port()),
        "WEB_CONCURRENCY": "1",
        "GUNICORN_CMD_ARGS": _ARGUMENTS,
        **variables,
    }


@contextmanager
def running(environment: dict[str, str], output: IO[bytes] | int, application: str | None = None) -> Iterator[Server]:
    """The server, once it answers; with the application of the image, or another one."""
    program, *arguments, own = procfile_command()
    process = subprocess.Popen(
        [Path(sys.executable).with_name(program), *arguments, application or own],
        cwd=APP,
        env=environment,
        stdout=output,
        stderr=subprocess.STDOUT,
    )
    server = Server(process, int(environment["PORT"]), environment)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not server.is_alive():
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield server
    finally:
        process.kill()
        process.wait()
