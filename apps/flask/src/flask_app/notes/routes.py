"""The board's page and its JSON API."""

import logging

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from flask_app.notes.store import InvalidCursorError, Note, NoteStore, Page, StoreUnavailableError
from flask_app.notes.text import MAXIMUM_LENGTH, InvalidTextError, valid_text
from flask_app.openapi import Schema, operation

PAGE_SIZE = 20
_RETRY_AFTER_SECONDS = 5
_INVALID_CURSOR = "This link to older notes is not valid; start from the newest."
_TEXT: Schema = {"type": "string", "maxLength": MAXIMUM_LENGTH}
_NEW_NOTE: Schema = {
    "type": "object",
    "properties": {"text": {**_TEXT, "minLength": 1, "description": "More than space."}},
    "required": ["text"],
}
_NOTE: Schema = {
    "type": "object",
    "properties": {"id": {"type": "string"}, "text": _TEXT, "created_at": {"type": "string", "format": "date-time"}},
    "required": ["id", "text", "created_at"],
    "additionalProperties": False,
}
_PAGE: Schema = {
    "type": "object",
    "properties": {
        "notes": {"type": "array", "items": _NOTE, "maxItems": PAGE_SIZE},
        "next": {"type": ["string", "null"], "description": "Leads to older notes."},
    },
    "required": ["notes", "next"],
    "additionalProperties": False,
}

logger = logging.getLogger(__name__)


def blueprint(store: NoteStore) -> Blueprint:
    """The routes, on this store."""
    notes = Blueprint("notes", __name__)

    def page_or_refuse() -> Page:
        try:
            return store.page(request.args.get("after"), PAGE_SIZE)
        except InvalidCursorError:
            abort(400, _INVALID_CURSOR)

    @notes.get("/")
    def board() -> str:
        return render_template("board.html", page=page_or_refuse(), maximum=MAXIMUM_LENGTH)

    @notes.post("/notes")
    def create() -> BaseResponse | tuple[str, int]:
        given = request.form.get("text", "")
        try:
            store.add(valid_text(given))
        except InvalidTextError as error:
            # The writer keeps what was written.
            page = store.page(None, PAGE_SIZE)
            return render_template("board.html", page=page, maximum=MAXIMUM_LENGTH, text=given, problem=error), 422
        return redirect(url_for("notes.board"), 303)

    @notes.post("/notes/<note_id>/delete")
    def delete(note_id: str) -> BaseResponse:
        store.delete(note_id)
        return redirect(url_for("notes.board"), 303)

    @notes.get("/api/notes")
    @operation(200, answers=_PAGE, query={"after": {"type": "string", "description": "`next` of the page before."}})
    def list_notes() -> Response:
        """Notes, newest first."""
        page = page_or_refuse()
        return jsonify(notes=[_as_json(note) for note in page.notes], next=page.next_cursor)

    @notes.post("/api/notes")
    @operation(201, answers=_NOTE, takes=_NEW_NOTE)
    def create_note() -> tuple[Response, int]:
        """Keeps a new note."""
        body = _json_body()
        try:
            note = store.add(valid_text(body.get("text") if isinstance(body, dict) else None))
        except InvalidTextError as error:
            abort(422, str(error))
        return jsonify(_as_json(note)), 201

    @notes.delete("/api/notes/<note_id>")
    @operation(204)
    def delete_note(note_id: str) -> tuple[str, int]:
        """Forgets a note."""
        if not store.delete(note_id):
            abort(404, f"There is no note {note_id}.")
        return "", 204

    @notes.app_errorhandler(StoreUnavailableError)
    def unavailable(error: StoreUnavailableError) -> tuple[Response | str, int, dict[str, str]]:
        logger.error("%s", error)
        headers = {"Retry-After": str(_RETRY_AFTER_SECONDS)}
        if request.path.startswith("/api/"):
            message = "The notes are not available right now."
            return jsonify(error="Service Unavailable", message=message), 503, headers
        return render_template("unavailable.html"), 503, headers

    return notes


def _json_body() -> object:
    try:
        return request.get_json(silent=True)
    except RecursionError:
        abort(400, "This JSON is nested too deeply.")


def _as_json(note: Note) -> dict[str, str]:
    return {"id": note.id, "text": note.text, "created_at": note.created_at.isoformat()}
