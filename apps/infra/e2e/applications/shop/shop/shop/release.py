"""Tells which release answers."""

from flask import Blueprint

NUMBER = 1

blueprint = Blueprint("release", __name__)


@blueprint.get("/release")
def number() -> dict[str, int]:
    return {"release": NUMBER}
