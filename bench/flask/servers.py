"""The servers that are compared, each with the application of apps/flask and as many threads."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

HERE = Path(__file__).parent
APP = HERE.parent.parent / "apps" / "flask"
BIN = Path(sys.executable).parent
PORT = 6102
TABLE_PORT = 6101


def _gunicorn(
    arguments: str, workers: int = 2, application: str = "flask_app:create_app()", **variables: str
) -> tuple[list[str], dict[str, str]]:
    command = [str(BIN / "gunicorn"), "--config", "gunicorn.conf.py", application]
    return command, {"WEB_CONCURRENCY": str(workers), "GUNICORN_CMD_ARGS": arguments, **variables}


SERVERS = {
    "buffering": _gunicorn("--threads 8 --keep-alive 65"),
    "one-worker": _gunicorn("--threads 8 --keep-alive 65", workers=1),
    "uncompressed": _gunicorn("--threads 8 --keep-alive 65", workers=1, FLASK_COMPRESSION="false"),
    "metrics": _gunicorn("--threads 8 --keep-alive 65", METRICS_SERVICE="bench"),
    "bare": _gunicorn("--threads 8 --keep-alive 65", workers=1, application="bare:create_app()", PYTHONPATH=str(HERE)),
    "gthread": _gunicorn("-k gthread --threads 8 --keep-alive 65"),
    "gevent": _gunicorn("-k gevent --keep-alive 65"),
    # The most copied line of all Dockerfiles.
    "template": _gunicorn("-k sync", workers=4),
    "waitress": (
        [str(BIN / "waitress-serve"), f"--listen=127.0.0.1:{PORT}", "--threads=16", "--connection-limit=1000", "--call", "flask_app:create_app"],
        {"PYTHONPATH": "src"},
    ),
}

_VARIABLES = {
    "NOTES_TABLE_NAME": "notes",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{TABLE_PORT}",
    "PORT": str(PORT),
    "PYTHONDONTWRITEBYTECODE": "1",
}


@contextmanager
def table() -> Iterator[subprocess.Popen[bytes]]:
    """The stand-in for DynamoDB."""
    process = subprocess.Popen([sys.executable, HERE / "table.py", str(TABLE_PORT)])
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def server(name: str, quota: "Quota | None" = None) -> Iterator[subprocess.Popen[bytes]]:
    """The server of this name, once it answers."""
    command, variables = SERVERS[name]
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            command,
            cwd=APP,
            env={**os.environ, **_VARIABLES, **variables},
            stdout=nowhere,
            stderr=nowhere,
            preexec_fn=quota.enter if quota else None,  # noqa: PLW1509
        )
    try:
        while health_check(timeout=1) is None:
            if process.poll() is not None:
                sys.exit(f"{name}: ended with {process.returncode}")
            time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=40)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def health_check(timeout: float) -> float | None:
    """Seconds that it took, None when it failed."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", PORT, timeout=timeout)
    try:
        connection.request("GET", "/health_check")
        return time.perf_counter() - began if connection.getresponse().status == 200 else None
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


class Quota:
    """A share of a CPU for what enters it, by the kernel's own scheduler; needs root and cgroups."""

    def __init__(self, cpus: float) -> None:
        self._folder = Path("/sys/fs/cgroup/cpu/bench-flask")
        self._folder.mkdir(exist_ok=True)
        (self._folder / "cpu.cfs_quota_us").write_text(str(int(cpus * 100_000)))

    def enter(self) -> None:
        """Called in the process that is to be limited."""
        (self._folder / "tasks").write_text(str(os.getpid()))


def cpu_seconds(process: subprocess.Popen[bytes]) -> float:
    """CPU time of a server and its workers."""
    return sum(_cpu_seconds(pid) for pid in _tree(process.pid))


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _tree(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(descendant for child in children for descendant in _tree(int(child)))]
