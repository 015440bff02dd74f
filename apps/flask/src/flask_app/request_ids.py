"""What a request is called, in its answer and in every log line about it."""

import random
import re
from collections.abc import Mapping
from typing import Any

REQUEST_ID_HEADER = "X-Request-Id"
TRACE_HEADER = "X-Amzn-Trace-Id"
REQUEST_ID = "flask_app.request_id"
"""Name of a request's id in its WSGI environment, and of its trace's."""
TRACE_ID = "flask_app.trace_id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._=:;-]{1,128}")


def acceptable(value: str | None) -> str | None:
    """What a header says; None for what could forge a log line."""
    return value if value and _ACCEPTABLE.fullmatch(value) else None


def request_id(named: str | None, trace_id: str | None) -> str:
    """The client's name for it before the load balancer's, else a new one."""
    # Unique is enough, nobody has to be unable to guess it; asking the system takes as long as parsing a request.
    return acceptable(named) or acceptable(trace_id) or f"{random.getrandbits(128):032x}"


def logged_ids(environ: Mapping[str, Any]) -> dict[str, str]:
    """What every log line about a request with this WSGI environment says of it."""
    own, trace_id = environ.get(REQUEST_ID), environ.get(TRACE_ID)
    return ({"request_id": own} if own else {}) | ({"trace_id": trace_id} if trace_id else {})
