"""CPU per request and requests per second, in turn A B B A …: `python compare.py QUOTA ROUNDS SERVER [SERVER …]`.

QUOTA in vCPU of each server, 0 for none. The first server is what the others are compared with; `SERVER@gzip` is the
same one asked by clients that take gzip.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from contextlib import ExitStack

from servers import HERE, ControlGroup, free_port, server, table

_PATHS = ("/health_check", "/", "/api/notes")
_CONNECTIONS = 16
_SECONDS = 2

quota, rounds, names = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
milliseconds: dict[tuple[str, str], list[float]] = defaultdict(list)
rates: dict[tuple[str, str], list[float]] = defaultdict(list)
sizes: dict[tuple[str, str], object] = {}


def load(name: str, path: str, seconds: float) -> dict[str, object]:
    encoding = name.partition("@")[2]
    command = [sys.executable, HERE / "load.py", str(ports[name]), path, str(_CONNECTIONS), str(seconds), encoding]
    done = subprocess.run(command, check=True, capture_output=True, preexec_fn=clients.enter)  # noqa: PLW1509
    answer: dict[str, object] = json.loads(done.stdout)
    return answer


def measure(name: str, path: str) -> None:
    before = groups[name].cpu_seconds()
    result = load(name, path, _SECONDS)
    used = groups[name].cpu_seconds() - before
    answered = int(str(result["answered"]))
    if set(result["statuses"]) != {"200"}:  # type: ignore[call-overload]
        print(name, path, result["statuses"])
    milliseconds[path, name].append(1000 * used / answered)
    rates[path, name].append(answered / _SECONDS)
    sizes[path, name] = result["bytes"]


with ExitStack() as stack:

    def group(name: str, cpus: float | None = None) -> ControlGroup:
        made = ControlGroup(name, cpus)
        stack.callback(made.remove)
        return made

    clients = group("clients")
    stack.enter_context(table(clients))
    groups = {name: group(name, quota or None) for name in names}
    for number in range(rounds):
        # What runs before a turn is in the caches: nobody always comes first.
        order = names if number % 2 == 0 else names[::-1]
        # Where a process happens to lie in memory alone makes a twentieth, so none is measured twice.
        with ExitStack() as running:
            ports = {name: free_port() for name in names}
            for name in order:
                running.enter_context(server(name.partition("@")[0], groups[name], ports[name]))
                for path in _PATHS:
                    load(name, path, 1)
            for path in _PATHS:
                for name in order:
                    measure(name, path)

for path in _PATHS:
    for name in names:
        cpu, rate = statistics.median(milliseconds[path, name]), statistics.median(rates[path, name])
        pairs = zip(milliseconds[path, name], milliseconds[path, names[0]], strict=True)
        ratio = statistics.median(mine / first for mine, first in pairs)
        faster = statistics.median(a / b for a, b in zip(rates[path, name], rates[path, names[0]], strict=True))
        print(f"{path:14} {name:12} {cpu:6.2f} ms CPU ({ratio:.2f} of {names[0]})  {rate:6.0f}/s ({faster:.2f})  {sizes[path, name]} bytes")
print("load", os.getloadavg())
