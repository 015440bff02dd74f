"""The application factory: everything is built here, nothing at import."""

import sys
from typing import TYPE_CHECKING

from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import BadHost, HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from flask_app import (
    compression,
    cross_site,
    health,
    json_logs,
    notes,
    openapi,
    request_log,
    security_headers,
    trusted_hosts,
)
from flask_app.notes.bounded_store import BoundedNoteStore
from flask_app.notes.dynamodb_store import DynamoDbNoteStore
from flask_app.notes.store import NoteStore
from flask_app.server.limits import MAXIMUM_BODY_BYTES
from flask_app.settings import TRACES_VARIABLE, Settings, SettingsError

if TYPE_CHECKING:
    from flask_app.load_balancer_identity import LoadBalancerIdentity

# They answer for the process while the others wait for the table.
_THREADS_WITHOUT_STORE = 2


def create_app(
    settings: Settings | None = None,
    store: NoteStore | None = None,
    identity: "LoadBalancerIdentity | None" = None,
) -> Flask:
    """The application for these settings, by default those of the environment.

    A setting that is missing or wrong ends the process with one line that names it.
    """
    settings = settings or _settings_or_exit()
    json_logs.configure(settings)
    app = Flask(__name__)
    # FLASK_… of the environment, as Flask's documentation has it; `npm run dev` asks for templates to be read again.
    app.config.from_prefixed_env()
    app.config["MAX_CONTENT_LENGTH"] = MAXIMUM_BODY_BYTES
    app.config["APP_VERSION"] = settings.version
    cross_site.install(app)
    trusted_hosts.install(app, settings)
    security_headers.install(app, settings)
    request_log.install(app, settings)
    # Exactly the load balancer: whatever a client writes into these headers stays outside of what it appended.
    hops = settings.trusted_proxy_hops
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]
    compression.install(app)
    if settings.traced:
        _trace(app, settings)
    if settings.authentication is not None:
        # Imported where it is asked for: cryptography is large.
        from flask_app import load_balancer_identity

        load_balancer_identity.install(app, settings.authentication, identity)
    notes_store = store or _bounded_store(settings)
    app.register_blueprint(health.blueprint(notes_store))
    app.register_blueprint(notes.blueprint(notes_store))
    app.register_blueprint(openapi.blueprint())
    app.register_error_handler(HTTPException, _error)
    return app


def _bounded_store(settings: Settings) -> NoteStore:
    at_a_time = max(1, settings.threads - _THREADS_WITHOUT_STORE)
    return BoundedNoteStore(DynamoDbNoteStore.connect(settings.notes_table_name, at_a_time), at_a_time)


def _trace(app: Flask, settings: Settings) -> None:
    try:
        # Imported where it is asked for.
        from flask_app import tracing
    except ModuleNotFoundError:
        missing = f"{TRACES_VARIABLE}: asks for traces, and OpenTelemetry is not installed"
        sys.exit(f"{missing}; install requirements-traces.txt or unset it")
    tracing.install(app, settings)


def _settings_or_exit() -> Settings:
    try:
        return Settings.from_environment()
    except SettingsError as error:
        sys.exit(str(error))


def _error(error: HTTPException) -> tuple[Response | str, int, list[tuple[str, str]]]:
    status = error.code or 500
    # What the answer must say besides its text: the methods that a path has, for one.
    headers = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    if isinstance(error, BadHost):
        # No link of a page can be made for a host that is none.
        return Response("The Host header names no host.\n", mimetype="text/plain"), status, headers
    if request.path.startswith("/api/"):
        return jsonify(error=error.name, message=error.description), status, headers
    return render_template("error.html", error=error), status, headers
