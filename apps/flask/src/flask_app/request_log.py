"""A request id for every request, in its answer and in its log line."""

import logging
import re
import threading
import time
from uuid import uuid4

from flask import Flask, Response, g, request

from flask_app import embedded_metrics
from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.json_logs import METRICS_FIELD
from flask_app.server.arrival import arrival
from flask_app.settings import Settings

REQUEST_ID_HEADER = "X-Request-Id"
_TRACE_HEADER = "X-Amzn-Trace-Id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._=:;-]{1,128}")
_QUIET_PATHS = (HEALTH_CHECK_PATH, READINESS_PATH)

logger = logging.getLogger("flask_app.requests")


class InFlight:
    """Requests that this process works on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.count = 0

    def add(self, change: int) -> int:
        """How many there are now."""
        with self._lock:
            self.count += change
            return self.count


def install(app: Flask, settings: Settings) -> None:
    """Logs one line per request; health checks only at DEBUG, there are thousands of them."""
    in_flight = InFlight()

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.in_flight = in_flight.add(1)
        g.trace_id = _acceptable(_TRACE_HEADER)
        g.request_id = _acceptable(REQUEST_ID_HEADER) or g.trace_id or uuid4().hex

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if "in_flight" in g:
            in_flight.add(-1)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[REQUEST_ID_HEADER] = g.request_id
        quiet = request.path in _QUIET_PATHS and response.status_code < 400
        level = logging.DEBUG if quiet else logging.INFO
        if logger.isEnabledFor(level):
            fields = _fields(response, settings)
            if settings.metrics_service is not None:
                fields[METRICS_FIELD] = embedded_metrics.document(settings.metrics_service, fields)
            logger.log(level, "%s %s %s", request.method, request.path, response.status_code, extra=fields)
        return response


def _fields(response: Response, settings: Settings) -> dict[str, object]:
    now = time.perf_counter()
    arrived = arrival.get()
    times: dict[str, float] = g.get("dependency_times", {})
    return {
        "method": request.method,
        "path": request.path,
        # Many paths are one route: what belongs together is counted together.
        "route": request.url_rule.rule if request.url_rule else None,
        "status": response.status_code,
        "duration_ms": _milliseconds(now - g.started),
        # Between the request's last byte and the thread that took it: what the client waits for and no handler sees.
        "queue_ms": None if arrived is None else _milliseconds(g.started - arrived),
        "dependency_ms": {name: _milliseconds(seconds) for name, seconds in times.items()},
        "in_flight": g.in_flight,
        "remote_addr": request.remote_addr,
        "version": settings.version,
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _acceptable(header: str) -> str | None:
    """What the header says; None for what could forge a log line."""
    value = request.headers.get(header, "")
    return value if _ACCEPTABLE.fullmatch(value) else None
