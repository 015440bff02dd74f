"""How long a request waited for what it depends on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from flask import g, has_request_context


@contextmanager
def time_in(dependency: str) -> Iterator[None]:
    """Adds the time of this block, waiting in front of it included, to the request's, where there is one."""
    began = time.perf_counter()
    try:
        yield
    finally:
        if has_request_context():
            times: dict[str, float] = g.setdefault("dependency_times", {})
            times[dependency] = times.get(dependency, 0.0) + time.perf_counter() - began
