"""Answers under its own names alone, where it is told them: links in a page are made of the Host header."""

from flask import Flask, abort, request
from werkzeug.sansio.utils import host_is_trusted

from flask_app.contract import HEALTH_CHECK_PATH
from flask_app.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Answers 400 to any other host. The load balancer's health check names the task's address, so it may."""
    if not settings.trusted_hosts:
        return

    @app.before_request
    def refuse_other_hosts() -> None:
        if request.path != HEALTH_CHECK_PATH and not host_is_trusted(request.host, settings.trusted_hosts):
            abort(400, "This host is served elsewhere.")
