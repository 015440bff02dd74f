"""Liveness for the load balancer and the container, readiness for people and monitors."""

import logging

from flask import Blueprint, Response, abort, jsonify, request

from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH
from flask_app.notes.store import NoteStore, StoreUnavailableError

logger = logging.getLogger(__name__)


def blueprint(store: NoteStore) -> Blueprint:
    """The two paths of the contract. Both say a status and nothing else, and only to who asks the task itself."""
    health = Blueprint("health", __name__)

    @health.get(HEALTH_CHECK_PATH)
    def alive() -> Response:
        """Looks at nothing else: a table that is down must not make ECS restart every task."""
        _refuse_the_internet()
        return jsonify(status="ok")

    @health.get(READINESS_PATH)
    def ready() -> tuple[Response, int]:
        _refuse_the_internet()
        try:
            store.check()
        except StoreUnavailableError as error:
            logger.warning("not ready: %s", error)
            return jsonify(status="unavailable"), 503
        return jsonify(status="ready"), 200

    return health


def _refuse_the_internet() -> None:
    """The load balancer hides the paths as they are written; a client may write them otherwise: `/%68ealth`."""
    # It adds this to what it passes on, and its own checks are nobody's requests:
    # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
    if "HTTP_X_FORWARDED_FOR" in request.environ:
        abort(404)
