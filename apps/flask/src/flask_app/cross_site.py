"""Refuses changes that another site's page asks for.

Browsers say where a request comes from (Fetch Metadata, and Origin before that), so no token has to be kept or shared
between tasks. A client that says neither is no browser and carries nobody's identity.
"""

from urllib.parse import urlsplit

from flask import Flask, Request
from werkzeug.exceptions import Forbidden

from flask_app import refusal

_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def install(app: Flask) -> None:
    """Answers 403 to a cross-site request that would change something."""
    refusal.install(app, lambda environ: environ["REQUEST_METHOD"] not in _SAFE_METHODS, _refuse_other_sites)


def _refuse_other_sites(request: Request) -> None:
    if not _is_same_site(request):
        raise Forbidden("This form was sent from another site.")


def _is_same_site(request: Request) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or _host(origin) == request.host


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return None  # a bracket that nobody closed
