"""From saving a file to seeing it, ten times each for a template and a view, while `npm run dev` runs: `python saved_to_seen.py URL CA_FILE`."""

import os
import socket
import ssl
import statistics
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from servers import APP

_ROUNDS = 10
_PATIENCE_SECONDS = 30
url, ca_file = sys.argv[1:]
context = ssl.create_default_context(cafile=ca_file)


_resolve = socket.getaddrinfo


def _resolve_localhost(host: str, *arguments: object, **options: object) -> object:
    """Browsers know that `*.localhost` is this machine; not every resolver does."""
    return _resolve("127.0.0.1" if host.endswith(".localhost") else host, *arguments, **options)  # type: ignore[call-overload]


socket.getaddrinfo = _resolve_localhost  # type: ignore[assignment]


def body(path: str) -> str:
    try:
        with urlopen(url.rstrip("/") + path, timeout=5, context=context) as answer:
            return str(answer.read().decode())
    except (URLError, OSError):
        return ""


def measure(name: str, file: str, before: str, after: str, path: str) -> None:
    """`after` holds a {number}; it is seen under `path`."""
    source = APP / "src" / "flask_app" / file
    original = source.read_text()
    if before not in original:
        sys.exit(f"{source}: has no {before!r}")
    taken = []
    try:
        for number in range(_ROUNDS):
            changed = after.format(number=number)
            source.write_text(original.replace(before, changed))
            began = time.perf_counter()
            while f"seen-{number}" not in body(path):
                if time.perf_counter() - began > _PATIENCE_SECONDS:
                    sys.exit(f"{name}: not seen after {_PATIENCE_SECONDS} s")
                time.sleep(0.02)
            taken.append(time.perf_counter() - began)
            time.sleep(1)
    finally:
        source.write_text(original)
    print(f"{name:9} median {statistics.median(taken):.2f} s, worst {max(taken):.2f} s, load {os.getloadavg()[0]:.0f}")


measure("template", "templates/board.html", "<button>Add note</button>", "<button>seen-{number}</button>", "/")
measure("view", "notes/routes.py", "next=page.next_cursor)", 'next="seen-{number}")', "/api/notes")
