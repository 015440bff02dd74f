"""A shop as small as one can be: what is asked of it is done later, by its worker."""

from flask import Flask

from shop import health, jobs


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(jobs.blueprint)
    return app
