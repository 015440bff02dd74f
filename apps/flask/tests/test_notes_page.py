import re

import boto3
import pytest
from flask.testing import FlaskClient
from ulid import ULID

from conftest import settings
from flask_app.application import create_app
from flask_app.notes.routes import PAGE_SIZE
from flask_app.notes.text import MAXIMUM_LENGTH


def write(client: FlaskClient, text: str) -> None:
    assert client.post("/notes", data={"text": text}).status_code == 303


def test_an_empty_board_invites_to_write(client: FlaskClient) -> None:
    assert "The first note is yours" in client.get("/").text


def test_a_note_is_on_the_page_after_it_was_written(client: FlaskClient) -> None:
    answer = client.post("/notes", data={"text": "  Buy milk  "}, follow_redirects=True)
    assert "<p>Buy milk</p>" in answer.text


def test_the_newest_note_comes_first(client: FlaskClient) -> None:
    write(client, "first")
    write(client, "second")
    page = client.get("/").text
    assert page.index("second") < page.index("first")


def test_a_deleted_note_is_gone(client: FlaskClient) -> None:
    write(client, "wrong")
    action = re.search(r'action="(/notes/\w+/delete)"', client.get("/").text)
    assert action is not None
    assert client.post(action[1]).status_code == 303
    assert "wrong" not in client.get("/").text


def test_text_is_escaped(client: FlaskClient) -> None:
    write(client, "<script>alert(1)</script>")
    page = client.get("/").text
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("text", "problem"),
    [("", "Write something first"), (" \n ", "Write something first"), ("x" * (MAXIMUM_LENGTH + 1), "at most 1000")],
)
def test_a_refused_note_says_why_and_stays_in_the_form(client: FlaskClient, text: str, problem: str) -> None:
    answer = client.post("/notes", data={"text": text})
    assert answer.status_code == 422
    assert problem in answer.text
    assert f"{text}</textarea>" in answer.text


def test_older_notes_are_on_further_pages(client: FlaskClient) -> None:
    for number in range(PAGE_SIZE + 1):
        write(client, f"note {number}.")
    first = client.get("/").text
    assert "note 0." not in first
    older = re.search(r'href="(/\?after=\w+)"', first)
    assert older is not None
    second = client.get(older[1]).text
    assert "note 0." in second
    assert "Older notes" not in second


def test_a_page_that_is_exactly_full_leads_nowhere(client: FlaskClient) -> None:
    for number in range(PAGE_SIZE):
        write(client, f"note {number}")
    assert "Older notes" not in client.get("/").text


def test_a_made_up_cursor_is_refused(client: FlaskClient) -> None:
    answer = client.get("/?after=nonsense")
    assert answer.status_code == 400
    assert "start from the newest" in answer.text


def test_a_missing_page_is_answered_in_the_page_frame(client: FlaskClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "To the newest notes" in answer.text


@pytest.mark.parametrize(
    "item", [{"id": str(ULID())}, {"id": "by hand", "text": "no ULID"}, {"id": str(ULID()), "text": 5}]
)
def test_an_item_that_is_no_note_is_left_out_and_logged(
    table_name: str, capsys: pytest.CaptureFixture[str], item: dict[str, str | int]
) -> None:
    client = create_app(settings(table_name)).test_client()
    boto3.resource("dynamodb").Table(table_name).put_item(Item={"board": "main", **item})
    write(client, "a note")
    answer = client.get("/")
    assert answer.status_code == 200
    assert answer.text.count("<li>") == 1
    assert "is no note" in capsys.readouterr().out


def test_a_page_of_nothing_but_malformed_items_leads_on_to_the_notes(client: FlaskClient, table_name: str) -> None:
    write(client, "the oldest.")
    table = boto3.resource("dynamodb").Table(table_name)
    for _ in range(PAGE_SIZE):
        table.put_item(Item={"board": "main", "id": str(ULID())})
    older = re.search(r'href="(/\?after=\w+)"', client.get("/").text)
    assert older is not None
    assert "the oldest." in client.get(older[1]).text
