"""A request id for every request, in its answer and in its log line."""

import logging
import threading
import time

from flask import Flask, Response, g, request

from flask_app import embedded_metrics
from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.json_logs import METRICS_FIELD
from flask_app.request_ids import REQUEST_ID_HEADER, acceptable, request_id
from flask_app.server.arrival import arrival
from flask_app.settings import Settings

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


def install(app: Flask, settings: Settings) -> None:
    """Logs one line per request; health checks only at DEBUG, there are thousands of them."""
    in_flight = InFlight()

    @app.before_request
    def begin() -> None:
        # Without the detour over what the name stands for in this context, which costs more than all else here.
        this, environ = g._get_current_object(), request.environ
        this.started = time.perf_counter()
        this.in_flight = in_flight.add(1)
        this.trace_id = acceptable(environ.get(_TRACE_VARIABLE))
        this.request_id = request_id(environ.get(_REQUEST_ID_VARIABLE), this.trace_id)

    @app.teardown_request
    def leave(_error: BaseException | None) -> None:
        if "in_flight" in g:
            in_flight.add(-1)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[REQUEST_ID_HEADER] = g.request_id
        quiet = response.status_code < 400 and request.path in _QUIET_PATHS
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
