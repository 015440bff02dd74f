import pytest
from flask.testing import FlaskClient

from conftest import settings
from flask_app import create_app
from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get(HEALTH_CHECK_PATH).json == {"status": "ok", "version": "repository@sha256:0123456789ab"}
    assert client.get(READINESS_PATH).status_code == 200


@pytest.mark.usefixtures("aws")
def test_without_its_table_it_is_alive_but_not_ready() -> None:
    client = create_app(settings("no-such-table")).test_client()
    assert client.get(HEALTH_CHECK_PATH).status_code == 200
    answer = client.get(READINESS_PATH)
    assert answer.status_code == 503
    assert answer.json is not None
    assert "ResourceNotFoundException" in answer.json["reason"]


@pytest.mark.usefixtures("aws")
def test_without_its_table_the_page_says_that_nothing_is_lost() -> None:
    client = create_app(settings("no-such-table")).test_client()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text
