"""A shop as small as one can be: what is asked of it is done later, by its worker."""

import json
import os
import time

from flask import Flask
from flask_session import Session
from redis import Redis

from shop import database, health, jobs, orders, release


def create_app() -> Flask:
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=os.environ["SECRET_KEY"],
        SESSION_TYPE="redis",
        SESSION_REDIS=Redis.from_url(os.environ["SESSIONS_CACHE_URL"]),
    )
    Session(app)
    database.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(jobs.blueprint)
    app.register_blueprint(orders.blueprint)
    app.register_blueprint(release.blueprint)
    print(json.dumps({"event": "serving", "release": release.NUMBER, "time": time.time()}), flush=True)
    return app
