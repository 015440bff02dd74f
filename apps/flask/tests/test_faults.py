"""What a real server does when something around it fails."""

import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from conftest import Emulator
from flask_app.server.limits import REQUEST_SECONDS
from real_server import PATIENCE_SECONDS, Answer, Server, answer, ask, running, server_environment

# As the load balancer's.
HEALTH_CHECK_TIMEOUT_SECONDS = 5
GET = b"GET /health_check HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /notes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture
def server(aws: dict[str, str], table_name: str, tmp_path: Path) -> Iterator[Server]:
    with (tmp_path / "log").open("wb") as output, running(server_environment(aws, table_name), output) as server:
        yield server


def log(tmp_path: Path) -> str:
    time.sleep(0.2)  # lines are written in batches
    return (tmp_path / "log").read_text()


def assert_logged(tmp_path: Path, text: str) -> None:
    """However busy the machine is on which lines are written in batches."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while text not in log(tmp_path):
        assert time.monotonic() < deadline, f"{text} is not in the log"


def assert_alive(server: Server, *, seconds: float) -> None:
    """Health checks, twice a second, that the load balancer would all count as passed."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        assert server.get("/health_check").status == 200
        assert time.monotonic() - began < HEALTH_CHECK_TIMEOUT_SECONDS
        time.sleep(0.5)


def test_while_the_table_hangs_it_is_alive_and_refuses_what_it_cannot_do(server: Server, emulator: Emulator) -> None:
    assert server.get("/").status == 200
    answers: list[Answer] = []
    hanging = threading.Event()

    def visit() -> None:
        answers.append(server.get("/"))

    with ThreadPoolExecutor(200) as visitors:

        def twenty_a_second() -> None:
            while hanging.is_set():
                visitors.submit(visit)
                time.sleep(1 / 20)

        with emulator.hanging():
            hanging.set()
            load = threading.Thread(target=twenty_a_second)
            load.start()
            assert_alive(server, seconds=10)
            hanging.clear()
            load.join()
        # Those who waited end first.
        recovered = time.monotonic() + HEALTH_CHECK_TIMEOUT_SECONDS
        while server.get("/").status != 200:
            assert time.monotonic() < recovered
            time.sleep(0.1)
    statuses = Counter(one.status for one in answers)
    assert set(statuses) <= {200, 503}
    refused = [one for one in answers if one.status == 503]
    assert len(refused) > 50
    assert all("Retry-After: 5" in one.head for one in refused)


def test_clients_that_send_slowly_take_no_thread_and_are_refused_in_the_end(server: Server, tmp_path: Path) -> None:
    clients = [server.connect() for _ in range(100)]
    try:
        for number, client in enumerate(clients):
            chunked = b"Transfer-Encoding: chunked\r\n\r\nffff\r\n"
            client.sendall(POST + (b"Content-Length: 60000\r\n\r\ntext=" if number % 2 else chunked))
        until = time.monotonic() + REQUEST_SECONDS - 2
        while time.monotonic() < until:
            for client in clients:
                client.sendall(b"a")
            assert_alive(server, seconds=1)
        assert {answer(client).status for client in clients} == {408}
    finally:
        for client in clients:
            client.close()
    assert "Traceback" not in log(tmp_path)


@pytest.mark.parametrize(
    "half",
    [
        b"Content-Length: 100\r\n\r\ntext=only the first ",
        b"Transfer-Encoding: chunked\r\n\r\n14\r\ntext=only the first \r\n",
        b"Transfer-Encoding: chunked\r\n\r\n64\r\ntext=only",
    ],
)
def test_half_a_note_is_not_kept(server: Server, half: bytes) -> None:
    with server.connect() as connection:
        connection.sendall(POST + half)
        connection.shutdown(socket.SHUT_WR)
        assert answer(connection).status == 400
    assert "only" not in server.get("/api/notes").body


@pytest.mark.parametrize(
    ("request_bytes", "status"),
    [
        (POST + b"Transfer-Encoding: chunked\r\n\r\nnonsense\r\n\r\n", 400),
        (POST + b"Content-Length: nonsense\r\n\r\n", 400),
        (POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\ntext=", 400),
        (POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 70_000, 431),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 0x1000 + b"\r\n" * 30, 400),
        (POST + b"Content-Length: 5000000\r\n\r\n", 413),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n" + (b"8000\r\n" + b"x" * 0x8000 + b"\r\n") * 3, 413),
    ],
)
def test_what_is_no_request_is_the_clients_mistake(
    server: Server, tmp_path: Path, request_bytes: bytes, status: int
) -> None:
    with server.connect() as connection:
        refused = ask(connection, request_bytes)
    assert refused.status == status
    [request_id] = re.findall(r"^X-Request-Id: ([0-9a-f]{32})\r?$", refused.head, re.MULTILINE)
    assert server.get("/health_check").status == 200
    assert "Traceback" not in log(tmp_path)
    assert_logged(tmp_path, f'"request_id": "{request_id}"')


@pytest.mark.parametrize("broken", [b"X Y: 1\r\n", b"Content-Length: nonsense\r\n"])
def test_what_the_client_called_a_request_stands_in_its_refusal(server: Server, tmp_path: Path, broken: bytes) -> None:
    with server.connect() as connection:
        refused = ask(connection, POST + b"X-Request-Id: order-17\r\n" + broken + b"\r\n")
    assert (refused.status, "X-Request-Id: order-17" in refused.head) == (400, True)
    assert_logged(tmp_path, '"request_id": "order-17"')


def test_a_body_that_comes_in_pieces_is_put_together(server: Server) -> None:
    with server.connect() as connection:
        for piece in (
            POST[:20],
            POST[20:],
            b"Transfer-Encoding: chunked\r\n",
            b"\r\n5\r",
            b"\ntext=\r\n7\r\npie",
            b"ces!\r\n0\r\n",
        ):
            connection.sendall(piece)
            time.sleep(0.05)
        assert ask(connection, b"\r\n").status == 303
        assert ask(connection, b"GET /api/notes HTTP/1.1\r\nHost: localhost\r\n\r\n").body.count("pieces!") == 1


def test_a_client_that_asks_first_is_told_to_go_on(server: Server) -> None:
    with server.connect() as connection:
        assert ask(connection, POST + b"Content-Length: 9\r\nExpect: 100-continue\r\n\r\n").status == 100
        connection.sendall(b"text=wait")
        statuses = [answer(connection).status]
        while statuses[-1] == 100:
            statuses.append(answer(connection).status)
        assert statuses[-1] == 303


def test_requests_that_arrive_together_are_all_answered(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(GET * 3)
        received = b""
        while received.count(b"HTTP/1.1 200 OK") < 3:
            data = connection.recv(65536)
            assert data
            received += data


def test_an_answer_that_ends_its_connection_holds_up_nobody(server: Server) -> None:
    """They keep their side open, as a client may."""
    clients = [server.connect() for _ in range(30)]
    try:
        began = time.monotonic()
        for client in clients:
            assert ask(client, GET.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")).status == 200
        assert time.monotonic() - began < HEALTH_CHECK_TIMEOUT_SECONDS
    finally:
        for client in clients:
            client.close()


def test_a_log_that_nobody_reads_holds_up_neither_requests_nor_the_end(aws: dict[str, str], table_name: str) -> None:
    environment = server_environment(aws, table_name)
    with running(environment, subprocess.PIPE) as server:
        with server.connect() as connection:
            # A pipe holds 64 KiB, some 150 lines.
            for _ in range(1000):
                assert ask(connection, b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 404
        assert_alive(server, seconds=1)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(PATIENCE_SECONDS) == 0


def test_after_sigterm_it_answers_while_the_load_balancer_may_still_send(
    aws: dict[str, str], table_name: str, tmp_path: Path
) -> None:
    drain_seconds = 4
    environment = server_environment(aws, table_name, DRAIN_SECONDS=str(drain_seconds))
    with (tmp_path / "log").open("wb") as output, running(environment, output) as server:
        with server.connect() as kept:
            assert not ask(kept, GET).closes
            server.process.send_signal(signal.SIGTERM)
            began = time.monotonic()
            time.sleep(0.3)
            last = ask(kept, GET)
            assert (last.status, last.closes) == (200, True)
        answers = []
        while time.monotonic() - began < drain_seconds - 1:
            with server.connect() as connection:
                answers.append(ask(connection, GET))
        assert len(answers) > 10
        assert all((one.status, one.closes) == (200, True) for one in answers)
        assert server.process.wait(PATIENCE_SECONDS) == 0
        assert drain_seconds - 0.5 < time.monotonic() - began < drain_seconds + 15
    assert os.path.exists(tmp_path / "log")


def mutated(random: Random) -> bytes:
    """A request with some of its bytes changed, left out, repeated or moved."""
    request = bytearray(
        random.choice(
            [
                GET,
                POST + b"Content-Length: 9\r\n\r\ntext=word",
                POST + b"Transfer-Encoding: chunked\r\n\r\n9\r\ntext=word\r\n0\r\n\r\n",
                b"POST /api/notes HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                b'Content-Length: 15\r\n\r\n{"text":"word"}',
                b"GET /?after=01J00000000000000000000000 HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\n\r\n",
            ]
        )
    )
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(request))
        match random.randrange(4):
            case 0:
                request[at] = random.randrange(256)
            case 1:
                del request[at : at + random.randint(1, 8)]
            case 2:
                request[at:at] = request[at : at + random.randint(1, 40)] * random.randint(1, 3)
            case _:
                request[at:at] = random.choice([b"\0", b"\r\n", b"[" * 50, b"%", b"\xff", b"..", b":", b" "])
        if not request:
            return b"\r\n"
    return bytes(request)


def test_whatever_is_sent_is_answered_without_an_error_of_the_server(server: Server, tmp_path: Path) -> None:
    random = Random(20_261_130)  # noqa: S311
    for _ in range(int(os.environ.get("MALFORMED_REQUESTS", "1000"))):
        sent = mutated(random)
        with server.connect() as connection:
            connection.sendall(sent)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while data := connection.recv(65536):
                received += data
        # A transfer coding that nobody knows is answered with 501: https://www.rfc-editor.org/rfc/rfc9112#section-6.1
        assert not re.search(rb"^HTTP/1\.[01] 5(?!01)", received), sent
    assert server.get("/").status == 200
    assert "Traceback" not in log(tmp_path)
