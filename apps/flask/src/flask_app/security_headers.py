"""What browsers are told not to do with an answer: one fixed set, on every answer.

A library for this asks at every request what never changes here; it cost a third of a health check.
"""

from flask import Flask, Response, request

from flask_app.settings import Settings

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
_HEADERS = {
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # For browsers that do not know frame-ancestors.
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    # What somebody wrote is in no browser's and no proxy's memory; files of the release say for themselves.
    "Cache-Control": "no-store",
}


def install(app: Flask, settings: Settings) -> None:
    """The load balancer redirects to HTTPS; its health check comes over plain HTTP and is told nothing of it."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.is_secure:
            response.headers["Strict-Transport-Security"] = settings.strict_transport_security
        return response
