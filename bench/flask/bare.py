"""What the pages of apps/flask cost without logs, headers and ids: a bare Flask with the same template and table."""

import os

from flask import Flask, jsonify, render_template, request

from flask_app.notes.dynamodb_store import DynamoDbNoteStore
from flask_app.notes.text import MAXIMUM_LENGTH


def create_app() -> Flask:
    """The same three answers as the application's."""
    app = Flask("flask_app")
    app.config["APP_VERSION"] = "bare"
    store = DynamoDbNoteStore.connect(os.environ["NOTES_TABLE_NAME"], 8)
    app.add_url_rule("/notes", "notes.create", lambda: "", methods=["POST"])
    app.add_url_rule("/notes/<note_id>/delete", "notes.delete", lambda note_id: "", methods=["POST"])

    @app.get("/health_check")
    def alive() -> object:
        return jsonify(status="ok")

    @app.get("/", endpoint="notes.board")
    def board() -> str:
        page = store.page(request.args.get("after"), 20)
        return render_template("board.html", page=page, maximum=MAXIMUM_LENGTH)

    @app.get("/api/notes")
    def notes() -> object:
        page = store.page(request.args.get("after"), 20)
        return jsonify(
            notes=[{"id": n.id, "text": n.text, "created_at": n.created_at.isoformat()} for n in page.notes],
            next=page.next_cursor,
        )

    return app
