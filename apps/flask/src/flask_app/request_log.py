"""A request id for every request, in its answer and in its log line.

Below Flask: what it runs before and after every request costs it more than all that is done here.
"""

import logging
import threading
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import Flask, Request, g, request

from flask_app import embedded_metrics
from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.json_logs import METRICS_FIELD
from flask_app.request_ids import REQUEST_ID, REQUEST_ID_HEADER, TRACE_ID, acceptable, logged_ids, request_id
from flask_app.server.arrival import arrival
from flask_app.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_REQUEST_ID_VARIABLE = "HTTP_X_REQUEST_ID"
_TRACE_VARIABLE = "HTTP_X_AMZN_TRACE_ID"
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


class Beginning(NamedTuple):
    """What is known of a request before anything is done for it."""

    time: float
    """By `time.perf_counter`."""
    in_flight: int
    """Requests that this process works on, with this one."""


def install(app: Flask, settings: Settings) -> None:
    """Logs one line per request; health checks only at DEBUG, there are thousands of them.

    Comes before what tells who the client is.
    """
    in_flight = InFlight()
    answer = app.wsgi_app

    def logged(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        trace_id = environ[TRACE_ID] = acceptable(environ.get(_TRACE_VARIABLE))
        own = environ[REQUEST_ID] = request_id(environ.get(_REQUEST_ID_VARIABLE), trace_id)
        beginning = Beginning(time.perf_counter(), in_flight.add(1))

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            _log(environ, beginning, int(status[:3]), settings)
            return start_response(status, [*headers, (REQUEST_ID_HEADER, own)], *error)

        try:
            return answer(environ, start)
        finally:
            in_flight.add(-1)

    app.wsgi_app = logged  # type: ignore[method-assign]


def _log(environ: "WSGIEnvironment", beginning: Beginning, status: int, settings: Settings) -> None:
    """Called where Flask still knows the request."""
    level = logging.DEBUG if status < 400 and environ["PATH_INFO"] in _QUIET_PATHS else logging.INFO
    if not logger.isEnabledFor(level):
        return
    # Once, not at every use: it costs more than what is asked of it.
    this = request._get_current_object()  # type: ignore[attr-defined]
    fields = _fields(this, beginning, status, settings)
    if settings.metrics_service is not None:
        fields[METRICS_FIELD] = embedded_metrics.document(settings.metrics_service, fields)
    said = (fields["method"], fields["path"], status)
    # What `logger.log` does, but for finding out in which line of the sources it was called.
    logger.handle(logger.makeRecord(logger.name, level, __file__, 0, "%s %s %s", said, None, extra=fields))


def _fields(this: Request, beginning: Beginning, status: int, settings: Settings) -> dict[str, object]:
    now, environ = time.perf_counter(), this.environ
    arrived = arrival.get()
    times: dict[str, float] = g.get("dependency_times", {})
    return {
        "method": environ["REQUEST_METHOD"],
        "path": this.path,
        # Many paths are one route: what belongs together is counted together.
        "route": this.url_rule.rule if this.url_rule else None,
        "status": status,
        "duration_ms": _milliseconds(now - beginning.time),
        # Between the request's last byte and the thread that took it: what the client waits for and no handler sees.
        "queue_ms": None if arrived is None else _milliseconds(beginning.time - arrived),
        "dependency_ms": {name: _milliseconds(seconds) for name, seconds in times.items()},
        "in_flight": beginning.in_flight,
        "remote_addr": environ.get("REMOTE_ADDR"),
        "version": settings.version,
        **logged_ids(environ),
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
