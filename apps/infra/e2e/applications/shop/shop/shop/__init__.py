"""A shop as small as one can be: what is asked of it is done later, by its worker."""

import json
import time

from flask import Flask

from shop import database, health, jobs, orders, release


def create_app() -> Flask:
    app = Flask(__name__)
    database.init_app(app)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(jobs.blueprint)
    app.register_blueprint(orders.blueprint)
    app.register_blueprint(release.blueprint)
    print(json.dumps({"event": "serving", "release": release.NUMBER, "time": time.time()}), flush=True)
    return app
