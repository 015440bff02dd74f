"""A real DynamoDB: the emulator, on a free port, for the whole run; a table of its own for every test."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen
from uuid import uuid4

import boto3
import pytest
from flask.testing import FlaskClient

from flask_app.application import create_app
from flask_app.settings import Settings

_START_TIMEOUT_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Emulator:
    process: subprocess.Popen[bytes]
    port: int

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """Takes connections, which the kernel does, and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    port = free_port()
    log = tmp_path_factory.mktemp("emulator") / "log"
    environment = {**os.environ, "GATEWAY_PORT": str(port), "BIND_HOST": "127.0.0.1", "DOCKER_HOST": "unix:///nowhere"}
    ministack = Path(sys.executable).with_name("ministack")
    with log.open("wb") as output:
        process = subprocess.Popen([ministack], env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_ministack/health", process, log)
        yield Emulator(process, port)
    finally:
        process.terminate()
        process.wait(timeout=60)


@pytest.fixture(scope="session")
def aws(emulator: Emulator) -> Iterator[dict[str, str]]:
    """Variables that lead every AWS SDK to the emulator."""
    variables = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{emulator.port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in variables.items():
            patch.setenv(name, value)
        yield variables


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_SECONDS
    while True:
        try:
            urlopen(url, timeout=5).close()
            return
        except (URLError, OSError):
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"the emulator does not start:\n{log.read_text()}")
            time.sleep(0.1)


@pytest.fixture
def table_name(aws: dict[str, str]) -> Iterator[str]:
    name = f"notes-{uuid4().hex[:8]}"
    table = boto3.resource("dynamodb").create_table(
        TableName=name,
        KeySchema=[{"AttributeName": "board", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "RANGE"}],
        AttributeDefinitions=[
            {"AttributeName": "board", "AttributeType": "S"},
            {"AttributeName": "id", "AttributeType": "S"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    yield name
    table.delete()


def settings(table_name: str) -> Settings:
    return Settings(
        environment="test",
        version="repository@sha256:0123456789ab",
        log_level="INFO",
        notes_table_name=table_name,
        trusted_proxy_hops=1,
    )


@pytest.fixture
def client(table_name: str) -> FlaskClient:
    return create_app(settings(table_name)).test_client()
