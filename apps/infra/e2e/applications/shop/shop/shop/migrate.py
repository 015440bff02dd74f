"""Brings what the shop keeps into the form that a release wants, before that release answers."""

import json
import time

from flask import Flask
from flask_migrate import upgrade

from shop import database, release


def main() -> None:
    app = Flask(__name__)
    database.init_app(app)
    with app.app_context():
        upgrade()
    print(json.dumps({"event": "migrated", "release": release.NUMBER, "time": time.time()}), flush=True)


if __name__ == "__main__":
    main()
