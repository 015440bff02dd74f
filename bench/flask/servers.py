"""The servers that are compared, each with the application of apps/flask and as many threads."""

import os
import socket
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


def free_port() -> int:
    """Nobody else's: two comparisons on one machine must not answer each other's requests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PORT = free_port()
TABLE_PORT = free_port()


def _gunicorn(
    arguments: str, workers: int = 2, application: str = "flask_app:create_app()", **variables: str
) -> tuple[list[str], dict[str, str]]:
    command = [str(BIN / "gunicorn"), "--config", "gunicorn.conf.py", application]
    return command, {"WEB_CONCURRENCY": str(workers), "GUNICORN_CMD_ARGS": arguments, **variables}


def _ours(workers: int = 1, **options: str) -> tuple[list[str], dict[str, str]]:
    """As the task definition has it."""
    return _gunicorn("--threads 8 --keep-alive 65", workers, **{"WORKER_CPU_AFFINITY": "auto", **options})


SERVERS = {
    "buffering": _ours(workers=2),
    "one-worker": _ours(),
    "any-cpu": _ours(WORKER_CPU_AFFINITY=""),
    "uncompressed": _ours(FLASK_COMPRESSION="false"),
    "metrics": _ours(workers=2, METRICS_SERVICE="bench"),
    "bare": _ours(application="bare:create_app()", PYTHONPATH=str(HERE)),
    "gthread": _gunicorn("-k gthread --threads 8 --keep-alive 65"),
    "gevent": _gunicorn("-k gevent --keep-alive 65"),
    # The most copied line of all Dockerfiles.
    "template": _gunicorn("-k sync", workers=4),
    "waitress": (
        [str(BIN / "waitress-serve"), "--listen=127.0.0.1:$PORT", "--threads=16", "--connection-limit=1000", "--call", "flask_app:create_app"],
        {"PYTHONPATH": "src"},
    ),
}

TABLE_VARIABLES = {
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_ACCESS_KEY_ID": "x",
    "AWS_SECRET_ACCESS_KEY": "x",
    "AWS_ENDPOINT_URL": f"http://127.0.0.1:{TABLE_PORT}",
}
_VARIABLES = {**TABLE_VARIABLES, "NOTES_TABLE_NAME": "notes", "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def table(group: "ControlGroup | None" = None) -> Iterator[subprocess.Popen[bytes]]:
    """The stand-in for DynamoDB."""
    command = [sys.executable, HERE / "table.py", str(TABLE_PORT)]
    process = subprocess.Popen(command, preexec_fn=group.enter if group else None)  # noqa: PLW1509
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def server(name: str, group: "ControlGroup | None" = None, port: int = PORT) -> Iterator[subprocess.Popen[bytes]]:
    """The server of this name, once it answers."""
    command, variables = SERVERS[name]
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen(
            [argument.replace("$PORT", str(port)) for argument in command],
            cwd=APP,
            env={**os.environ, **_VARIABLES, "PORT": str(port), **variables},
            stdout=nowhere,
            stderr=nowhere,
            preexec_fn=group.enter if group else None,  # noqa: PLW1509
        )
    try:
        while health_check(timeout=1, port=port) is None:
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


def health_check(timeout: float, port: int = PORT) -> float | None:
    """Seconds that it took, None when it failed."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", "/health_check")
        return time.perf_counter() - began if connection.getresponse().status == 200 else None
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


class ControlGroup:
    """Processes that share a quota of CPU time, and whose CPU time is counted; needs root and cgroups of version 1.

    `cpus` of None is no quota. A task on Fargate has its share to itself, so whatever else this machine does stands
    back: the quota is what limits, not the neighbours.
    """

    def __init__(self, name: str, cpus: float | None = None) -> None:
        own = f"bench-flask-{os.getpid()}-{name}"
        self._folders = [Path("/sys/fs/cgroup") / controller / own for controller in ("cpu", "cpuacct")]
        for folder in self._folders:
            folder.mkdir()
        (self._folders[0] / "cpu.shares").write_text(str(16 * 1024))
        if cpus is not None:
            (self._folders[0] / "cpu.cfs_quota_us").write_text(str(int(cpus * 100_000)))

    def enter(self) -> None:
        """Called in the process that is to be in it."""
        for folder in self._folders:
            (folder / "tasks").write_text(str(os.getpid()))

    def cpu_seconds(self) -> float:
        """Used by all that were ever in it."""
        return int((self._folders[1] / "cpuacct.usage").read_text()) / 1e9

    def remove(self) -> None:
        """Once nobody is in it."""
        for folder in self._folders:
            folder.rmdir()
