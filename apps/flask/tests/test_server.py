"""The server as it runs in the container: gunicorn, its settings, its probe, its end."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import free_port
from real_server import (
    APP,
    GRACEFUL_TIMEOUT_SECONDS,
    PATIENCE_SECONDS,
    PROBE,
    Server,
    ask,
    procfile_command,
    running,
    server_environment,
)


def test_the_image_runs_what_the_procfile_says() -> None:
    [command] = [line for line in (APP / "Dockerfile").read_text().splitlines() if line.startswith("CMD ")]
    assert json.loads(command.removeprefix("CMD ")) == procfile_command()


@pytest.fixture
def environment(aws: dict[str, str], table_name: str) -> dict[str, str]:
    return server_environment(aws, table_name)


@pytest.fixture
def server(environment: dict[str, str]) -> Iterator[Server]:
    with running(environment, subprocess.PIPE) as server:
        yield server


def test_a_visitor_of_whom_the_load_balancer_says_much_is_answered(server: Server) -> None:
    """Up to 16 KiB in one header: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""
    said = b"x-amzn-oidc-data: " + b"a" * 15_000
    with server.connect() as connection:
        answer = ask(connection, b"GET /health_check HTTP/1.1\r\nHost: localhost\r\n" + said + b"\r\n\r\n")
    assert answer.status == 200


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system lets no process keep to a CPU")
def test_each_worker_has_a_cpu_of_its_own_where_it_may(aws: dict[str, str], table_name: str) -> None:
    cpus = os.sched_getaffinity(0)
    variables = {"WEB_CONCURRENCY": str(len(cpus)), "WORKER_CPU_AFFINITY": "auto"}
    with running(server_environment(aws, table_name, **variables), subprocess.DEVNULL) as server:
        first = workers(server, len(cpus))
        assert {frozenset(os.sched_getaffinity(pid)) for pid in first} == {frozenset([cpu]) for cpu in cpus}
        # The one that comes for it has its CPU, and not that of the next in turn.
        os.kill(first[0], signal.SIGKILL)
        second = workers(server, len(cpus), without=first[0])
        assert {frozenset(os.sched_getaffinity(pid)) for pid in second} == {frozenset([cpu]) for cpu in cpus}


def workers(server: Server, count: int, without: int | None = None) -> list[int]:
    """The processes of that many workers, once all have a CPU."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        pids = server.workers()
        if len(pids) == count and without not in pids and all(len(os.sched_getaffinity(pid)) == 1 for pid in pids):
            return pids
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_request_in_flight_is_finished_after_sigterm(server: Server) -> None:
    body = b"text=slowly"
    with server.connect() as connection:
        connection.sendall(
            b"POST /notes HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Content-Type: application/x-www-form-urlencoded\r\n"
            b"Content-Length: " + str(len(body)).encode() + b"\r\n\r\n" + body[:4]
        )
        time.sleep(0.5)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        connection.sendall(body[4:])
        assert connection.recv(1024).startswith(b"HTTP/1.1 303")
    output, _ = server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 0
    assert all(isinstance(json.loads(line), dict) for line in output.splitlines())


def test_an_idle_connection_does_not_hold_up_the_end(server: Server) -> None:
    with server.connect() as connection:
        connection.sendall(b"GET /health_check HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        server.process.communicate(timeout=PATIENCE_SECONDS)
    assert server.process.returncode == 0
    assert time.monotonic() - began < GRACEFUL_TIMEOUT_SECONDS


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"NOTES_TABLE_NAME": ""}, "NOTES_TABLE_NAME: is not set; name the DynamoDB table of the notes"),
        ({"LOG_LEVEL": "loud"}, 'LOG_LEVEL: "LOUD" is no log level; use one of DEBUG, INFO, WARNING, ERROR'),
        (
            {"TRUSTED_PROXY_HOPS": "-1"},
            'TRUSTED_PROXY_HOPS: "-1" is no whole number from 0 to 9; correct it or unset it for 0',
        ),
    ],
)
def test_a_wrong_variable_ends_the_server_with_one_line(wrong: dict[str, str], message: str) -> None:
    program, *arguments = procfile_command()
    answer = subprocess.run(
        [Path(sys.executable).with_name(program), *arguments],
        cwd=APP,
        env={**os.environ, "NOTES_TABLE_NAME": "notes", "PORT": str(free_port()), **wrong},
        check=False,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
    )
    assert answer.returncode == 1
    assert (answer.stdout + answer.stderr).strip().startswith(message)
    assert len((answer.stdout + answer.stderr).splitlines()) == 1


def test_the_probe_fails_when_nobody_listens(environment: dict[str, str]) -> None:
    answer = subprocess.run(PROBE, cwd=APP, env=environment, check=False, capture_output=True, text=True)
    assert answer.returncode == 1
    assert "/health_check" in answer.stderr
