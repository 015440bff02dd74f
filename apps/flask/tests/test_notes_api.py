import pytest
from flask.testing import FlaskClient

from conftest import settings
from flask_app.application import create_app


def test_notes_are_created_listed_and_deleted(client: FlaskClient) -> None:
    created = client.post("/api/notes", json={"text": "from a program"})
    assert created.status_code == 201
    assert created.json is not None
    listed = client.get("/api/notes").json
    assert listed == {"notes": [created.json], "next": None}
    path = f"/api/notes/{created.json['id']}"
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404


def test_refusals_are_json(client: FlaskClient) -> None:
    for answer, status in [
        (client.post("/api/notes", json={"text": ""}), 422),
        (client.post("/api/notes", data="no json"), 422),
        (client.post("/api/notes", json={"text": "half a pair: \ud800"}), 422),
        (client.post("/api/notes", data="[" * 60_000, content_type="application/json"), 400),
        (client.get("/api/notes?after=nonsense"), 400),
        (client.delete("/api/notes/" + "x" * 2000), 404),
        (client.get("/api/nowhere"), 404),
    ]:
        assert answer.status_code == status
        assert answer.json is not None
        assert answer.json["message"]


@pytest.mark.usefixtures("aws")
def test_a_table_that_is_down_is_json_too() -> None:
    answer = create_app(settings("no-such-table")).test_client().get("/api/notes")
    assert answer.status_code == 503
    assert answer.json is not None
    assert "not available" in answer.json["message"]
