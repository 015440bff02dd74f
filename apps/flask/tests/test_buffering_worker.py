"""The worker, with an application that the server must bear."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from odd_application import LARGE
from real_server import APP, PATIENCE_SECONDS, Server, answer, ask, running, server_environment

THREADS = 4


@pytest.fixture
def environment(aws: dict[str, str], table_name: str) -> dict[str, str]:
    return server_environment(
        aws, table_name, PYTHONPATH=str(Path(__file__).parent), GUNICORN_CMD_ARGS=f"--threads {THREADS} --keep-alive 2"
    )


@pytest.fixture
def server(environment: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    with (tmp_path / "log").open("wb") as output, running(environment, output, "odd_application:application") as server:
        yield server


def get(path: str, *headers: str) -> bytes:
    return "\r\n".join([f"GET {path} HTTP/1.1", "Host: localhost", *headers, "", ""]).encode()


@pytest.mark.parametrize("path", ["/fails-midway", "/exits"])
def test_what_fails_ends_its_connection_and_no_other(server: Server, path: str) -> None:
    for _ in range(3 * THREADS):
        with server.connect() as failing, server.connect() as other:
            failing.sendall(get(path))
            assert ask(other, get("/")).body == "fine"
            received = b""
            while data := failing.recv(65536):
                received += data
            assert b"fine" not in received
            assert ask(other, get("/")).body == "fine"


def test_a_short_answer_is_one_packet(server: Server) -> None:
    with server.connect() as connection:
        for _ in range(5):
            connection.sendall(get("/"))
            assert connection.recv(65536).endswith(b"\r\n\r\nfine")


def test_an_answer_without_a_body_is_sent(server: Server) -> None:
    with server.connect() as connection:
        assert ask(connection, get("/none")).status == 204
        assert ask(connection, get("/")).body == "fine"


def test_a_large_answer_waits_for_its_client(server: Server) -> None:
    with server.connect() as slow, server.connect() as other:
        slow.sendall(get("/large"))
        for _ in range(2 * THREADS):
            assert ask(other, get("/")).body == "fine"
        assert len(answer(slow).body) == LARGE
        assert ask(slow, get("/")).body == "fine"


def test_an_interim_answer_does_not_wait_for_the_final_one(server: Server) -> None:
    with server.connect() as connection:
        assert ask(connection, get("/hints")).status == 103
        assert server.get("/go-on").status == 200
        assert answer(connection).body == "fine"


def test_the_next_request_may_come_in_any_pieces_before_the_answer(server: Server) -> None:
    following = get("/")
    with server.connect() as connection:
        for split in range(1, len(following), 7):
            connection.sendall(get("/") + following[:split])
            assert answer(connection).body == "fine"
            connection.sendall(following[split:])
            assert answer(connection).body == "fine"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux tells them")
def test_clients_that_leave_early_leave_nothing_behind(server: Server) -> None:
    def open_files() -> int:
        [worker] = server.workers()
        return len(os.listdir(f"/proc/{worker}/fd"))

    before = open_files()
    for path in ["/", "/large", "/fails-midway", "/exits"] * 10:
        connection = server.connect()
        connection.sendall(get(path))
        connection.close()
    assert server.get("/").body == "fine"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while open_files() > before:
        assert time.monotonic() < deadline, f"{open_files()} files are open, {before} were"
        time.sleep(0.2)


@pytest.mark.parametrize("request_", [b"", get("/")], ids=["new", "kept"])
def test_a_connection_on_which_nothing_comes_is_ended(server: Server, request_: bytes) -> None:
    with server.connect() as connection:
        if request_:
            assert ask(connection, request_).body == "fine"
        assert connection.recv(1) == b""


def test_tls_is_left_to_the_load_balancer(environment: dict[str, str]) -> None:
    # Whatever they hold: nobody opens them.
    files = ["--certfile", __file__, "--keyfile", __file__]
    command = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", *files]
    ended = subprocess.run([*command, "odd_application:application"], cwd=APP, env=environment, capture_output=True)
    assert ended.returncode != 0
    assert "the load balancer ends TLS" in (ended.stdout + ended.stderr).decode()
