"""What browsers are told not to do with an answer: one fixed set, on every answer that a browser may get.

A library for this asks at every request what never changes here; it cost a third of a health check.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.settings import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
_HEADERS = [
    ("Content-Security-Policy", _CONTENT_SECURITY_POLICY),
    ("X-Content-Type-Options", "nosniff"),
    # For browsers that do not know frame-ancestors.
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
]
# What somebody wrote is in no browser's and no proxy's memory; files of the release say for themselves.
_NOT_KEPT = [("Cache-Control", "no-store")]
_CHECKS = {HEALTH_CHECK_PATH, READINESS_PATH}


def install(app: Flask, settings: Settings) -> None:
    """Adds them below Flask, where a list is a list. Comes before what tells whether the client uses HTTPS.

    The load balancer redirects to HTTPS; its health check comes over plain HTTP and is told nothing of it.
    """
    answer = app.wsgi_app
    of_https = [*_HEADERS, ("Strict-Transport-Security", settings.strict_transport_security)]

    def with_headers(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        # Whoever checks is no browser, and writing these is a tenth of what a check costs.
        if environ["PATH_INFO"] in _CHECKS and "HTTP_X_FORWARDED_FOR" not in environ:
            return answer(environ, start_response)
        fixed = of_https if environ["wsgi.url_scheme"] == "https" else _HEADERS

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            kept = any(name == "Cache-Control" for name, _ in headers)
            return start_response(status, headers + fixed if kept else headers + fixed + _NOT_KEPT, *error)

        return answer(environ, start)

    app.wsgi_app = with_headers  # type: ignore[method-assign]
