"""1,000 connections that are never idle, through nginx set up like an ALB: `python open_connections.py QUOTA SECONDS [SERVER …]`.

QUOTA in vCPU. It needs nginx (Debian: `apt-get install nginx-light`), root and cgroups of version 1. Prints a line per
server and path: what was answered, and what nginx or a client took for an error.
"""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which

from servers import HERE, ControlGroup, free_port, server, table

_CONNECTIONS = 1000
_PATHS = ("/", "/api/notes")


@contextmanager
def load_balancer(target: int) -> Iterator[tuple[int, Path]]:
    """nginx in front of this port: its own port, and its log of errors."""
    program = which("nginx") or sys.exit("nginx is missing: apt-get install nginx-light")
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        configuration = Path(folder, "nginx.conf")
        configuration.write_text((HERE / "nginx.conf").read_text().format(folder=folder, target=target, port=port))
        process = subprocess.Popen([program, "-p", folder, "-c", configuration])
        try:
            # The health check is answered to nobody behind a load balancer.
            while not is_listening(port):
                if process.poll() is not None:
                    sys.exit(f"nginx ended with {process.returncode}")
                time.sleep(0.2)
            yield port, Path(folder, "error.log")
        finally:
            process.terminate()
            process.wait()


def is_listening(port: int) -> bool:
    """Whether somebody takes connections there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def measure(name: str, group: ControlGroup, seconds: float) -> None:
    port = free_port()
    with server(name, group, port), load_balancer(port) as (front, errors):
        for path in _PATHS:
            command = [sys.executable, HERE / "load.py", str(front), path, str(_CONNECTIONS), str(seconds)]
            result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
            said = errors.read_text().splitlines()
            print(
                f"{name:12} {path:12} {result['statuses']}, "
                f"median {result['median'] / 1000:.1f} s, p99 {result['p99'] / 1000:.1f} s, "
                f"{len(said)} errors in nginx's log",
                *said[:3],
                sep="\n  ",
                flush=True,
            )


quota, seconds, names = float(sys.argv[1]), float(sys.argv[2]), sys.argv[3:] or ["one-worker"]
# A connection of a client is two of nginx.
resource.setrlimit(resource.RLIMIT_NOFILE, (16 * 1024, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
with ExitStack() as stack:
    stack.enter_context(table())
    for name in names:
        group = ControlGroup(name, quota)
        stack.callback(group.remove)
        measure(name, group, seconds)
print("load", os.getloadavg())
