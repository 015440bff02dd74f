"""Answers under its own names alone, where it is told them: links in a page are made of the Host header."""

from flask import Flask, Request
from werkzeug.exceptions import BadRequest
from werkzeug.sansio.utils import host_is_trusted

from flask_app import refusal
from flask_app.contract import HEALTH_CHECK_PATH
from flask_app.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Answers 400 to any other host. The load balancer's health check names the task's address, so it may."""
    if not settings.trusted_hosts:
        return

    def refuse_other_hosts(request: Request) -> None:
        if not host_is_trusted(request.host, settings.trusted_hosts):
            raise BadRequest("This host is served elsewhere.")

    # Nearly all requests are for one of them as it is written; the others are looked at.
    as_written = frozenset(settings.trusted_hosts)
    refusal.install(
        app,
        lambda environ: environ.get("HTTP_HOST") not in as_written and environ["PATH_INFO"] != HEALTH_CHECK_PATH,
        refuse_other_hosts,
    )
