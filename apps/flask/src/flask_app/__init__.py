"""The application behind the load balancer."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def create_app() -> "Flask":
    """The application for what the environment says."""
    # Imported here: gunicorn's configuration needs the settings, and a master that holds the application serves its old
    # code after a reload, and hands workers modules that gevent can no longer change.
    from flask_app.application import create_app

    return create_app()
