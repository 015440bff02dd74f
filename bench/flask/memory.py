"""Memory of a server's processes over many requests: `python memory.py QUOTA REQUESTS [SERVER]`.

QUOTA in vCPU, 0 for none. Pages and JSON in turn; a line at every tenth of the way. Needs what a quota
needs: root and cgroups of version 1.
"""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path

from servers import HERE, PORT, ControlGroup, server, table

_PATHS = ("/", "/api/notes")
_CONNECTIONS = 16
_SECONDS = 2


def resident_mib(pid: int) -> float:
    """Of a process and all that descend from it; what they share is counted once for each."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(status["VmRSS"].split()[0]) / 1024 + sum(resident_mib(int(child)) for child in children)


quota, requests = float(sys.argv[1]), int(sys.argv[2])
with ExitStack() as stack:
    group = ControlGroup("server", quota or None)
    stack.callback(group.remove)
    stack.enter_context(table())
    process = stack.enter_context(server(*(sys.argv[3:] or ["one-worker"]), group))
    answered = printed = 0
    print(f"{answered:7} requests {resident_mib(process.pid):6.1f} MiB", flush=True)
    for path in cycle(_PATHS):
        command = [sys.executable, HERE / "load.py", str(PORT), path, str(_CONNECTIONS), str(_SECONDS)]
        answered += int(json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["answered"])
        if answered * 10 // requests > printed:
            printed = answered * 10 // requests
            print(f"{answered:7} requests {resident_mib(process.pid):6.1f} MiB", flush=True)
        if answered >= requests:
            break
print("load", os.getloadavg())
