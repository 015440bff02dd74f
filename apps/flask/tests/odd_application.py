"""What the server must bear of an application, as WSGI; `/health_check` is what the probe asks."""

import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Start = Callable[[str, list[tuple[str, str]]], Any]
_go_on = threading.Event()
LARGE = 4 * 1024 * 1024


def application(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    match environ["PATH_INFO"]:
        case "/fails-midway":
            return _fails_midway(start_response)
        case "/exits":
            sys.exit(3)
        case "/hints":
            environ["wsgi.early_hints"]([("Link", "</style.css>; rel=preload")])
            _go_on.wait()
        case "/go-on":
            _go_on.set()
        case "/large":
            start_response("200 OK", [("Content-Length", str(LARGE))])
            return [b"x" * (LARGE // 2)] * 2
        case "/none":
            start_response("204 No Content", [])
            return []
    start_response("200 OK", [("Content-Length", "4")])
    return [b"fine"]


def _fails_midway(start_response: Start) -> Iterator[bytes]:
    start_response("200 OK", [("Content-Length", "100")])
    yield b"the beginning"
    raise RuntimeError("and no end")
