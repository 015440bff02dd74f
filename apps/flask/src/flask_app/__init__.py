"""The application behind the load balancer."""

from flask_app.application import create_app

__all__ = ["create_app"]
