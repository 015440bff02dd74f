"""CPU per request and requests per second, in turn A B A B …: `python compare.py QUOTA ROUNDS SERVER [SERVER …]`.

QUOTA in vCPU, 0 for none. The first server is what the others are compared with; `SERVER@gzip` is the same one asked by
clients that take gzip.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict

from servers import HERE, PORT, Quota, cpu_seconds, server, table

_PATHS = ("/health_check", "/", "/api/notes", "/static/style.css")
_CONNECTIONS = 16
_SECONDS = 4


def load(path: str, connections: int, seconds: float, encoding: str) -> dict[str, object]:
    command = [sys.executable, HERE / "load.py", str(PORT), path, str(connections), str(seconds), encoding]
    answer: dict[str, object] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return answer


quota, rounds, names = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
milliseconds: dict[tuple[str, str], list[float]] = defaultdict(list)
sizes: dict[tuple[str, str], int] = {}
rates: dict[tuple[str, str], list[float]] = defaultdict(list)
with table():
    for _ in range(rounds):
        for name in names:
            of, _, encoding = name.partition("@")
            with server(of, Quota(quota) if quota else None) as process:
                for path in _PATHS:
                    load(path, 4, 1, encoding)
                    before = cpu_seconds(process)
                    result = load(path, _CONNECTIONS, _SECONDS, encoding)
                    answered = int(str(result["answered"]))
                    if set(result["statuses"]) != {"200"}:  # type: ignore[call-overload]
                        print(name, path, result["statuses"])
                    milliseconds[path, name].append(1000 * (cpu_seconds(process) - before) / answered)
                    sizes[path, name] = int(str(result["bytes"]))
                    rates[path, name].append(answered / _SECONDS)

for path in _PATHS:
    for name in names:
        cpu, rate = statistics.median(milliseconds[path, name]), statistics.median(rates[path, name])
        pairs = zip(milliseconds[path, name], milliseconds[path, names[0]], strict=True)
        ratio = statistics.median(mine / first for mine, first in pairs)
        faster = statistics.median(a / b for a, b in zip(rates[path, name], rates[path, names[0]], strict=True))
        print(f"{path:14} {name:12} {cpu:6.2f} ms CPU ({ratio:.2f} of {names[0]})  {rate:6.0f}/s ({faster:.2f})  {sizes[path, name]} bytes")
print("load", os.getloadavg())
