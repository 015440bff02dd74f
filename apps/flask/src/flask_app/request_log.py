"""A request id for every request, in its answer and in its log line."""

import logging
import re
import time
from uuid import uuid4

from flask import Flask, Response, g, request

from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.settings import Settings

REQUEST_ID_HEADER = "X-Request-Id"
_TRACE_HEADER = "X-Amzn-Trace-Id"
_ACCEPTABLE = re.compile(r"[A-Za-z0-9._=:;-]{1,128}")
_QUIET_PATHS = (HEALTH_CHECK_PATH, READINESS_PATH)

logger = logging.getLogger("flask_app.requests")


def install(app: Flask, settings: Settings) -> None:
    """Logs one line per request; health checks only at DEBUG, there are thousands of them."""

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = _request_id()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers[REQUEST_ID_HEADER] = g.request_id
        fields = {
            "method": request.method,
            "path": request.path,
            "status": response.status_code,
            "duration_ms": round((time.perf_counter() - g.started) * 1000, 1),
            "remote_addr": request.remote_addr,
            "version": settings.version,
        }
        level = logging.DEBUG if request.path in _QUIET_PATHS and response.status_code < 400 else logging.INFO
        logger.log(level, "%s %s %s", request.method, request.path, response.status_code, extra=fields)
        return response


def _request_id() -> str:
    """The caller's id, the load balancer's trace id, or a new one; what could forge a log line is not taken."""
    for header in (REQUEST_ID_HEADER, _TRACE_HEADER):
        value = request.headers.get(header, "")
        if _ACCEPTABLE.fullmatch(value):
            return value
    return uuid4().hex
