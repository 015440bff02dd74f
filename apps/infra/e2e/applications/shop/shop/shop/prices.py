"""Says what things cost, to the shop's other services alone."""

from flask import Flask

from shop import health


def create_app() -> Flask:
    app = Flask(__name__)
    app.register_blueprint(health.blueprint)
    app.add_url_rule("/prices/<thing>", view_func=price)
    return app


def price(thing: str) -> dict[str, int]:
    return {"price": len(thing)}
