"""The other side of the counter, on a host of its own: what was ordered, what of it is done, and the receipts."""

import os
from pathlib import Path

from flask import Flask

from shop import database, health
from shop.database import Order


def create_app() -> Flask:
    app = Flask(__name__)
    database.init_app(app)
    app.register_blueprint(health.blueprint)
    app.add_url_rule("/", view_func=overview)
    return app


def overview() -> dict[str, int]:
    orders = database.database.session.scalars(database.database.select(Order)).all()
    receipts = list(Path(os.environ["RECEIPTS_PATH"]).glob("*.txt"))
    done = sum(order.done_at is not None for order in orders)
    return {"orders": len(orders), "done": done, "receipts": len(receipts)}
