"""Tells the load balancer that requests are answered."""

from flask import Blueprint

blueprint = Blueprint("health", __name__)


@blueprint.get("/health_check")
def alive() -> dict[str, str]:
    return {"status": "ok"}
