"""The notes board."""

from flask_app.notes.routes import blueprint

__all__ = ["blueprint"]
