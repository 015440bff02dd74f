import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import free_port
from real_server import APP, PATIENCE_SECONDS, server_environment

FLASK = Path(sys.executable).with_name("flask")


@pytest.mark.parametrize("arguments", [[], ["--app", "app"], ["--app", "flask_app"], ["--app", "src/flask_app"]])
def test_the_flask_command_finds_the_application_from_its_folder(aws: dict[str, str], arguments: list[str]) -> None:
    answer = subprocess.run(
        [FLASK, *arguments, "routes"],
        cwd=APP,
        env=server_environment(aws, "notes"),
        check=False,
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    assert "notes.create_note" in answer.stdout


def test_flasks_own_server_serves_it_by_name(aws: dict[str, str], table_name: str, tmp_path: Path) -> None:
    port, log = free_port(), tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [FLASK, "--app", "flask_app", "run", "--port", str(port)],
            cwd=APP,
            env=server_environment(aws, table_name),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        assert "The first note is yours" in page(f"http://127.0.0.1:{port}/", process, log)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_SECONDS)


def page(url: str, process: subprocess.Popen[bytes], log: Path) -> str:
    """What is there once somebody listens."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with urlopen(url, timeout=PATIENCE_SECONDS) as answer:
                return str(answer.read().decode())
        except URLError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
