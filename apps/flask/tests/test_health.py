import pytest
from flask.testing import FlaskClient

from conftest import settings
from flask_app.application import create_app
from flask_app.contract import HEALTH_CHECK_PATH, READINESS_PATH


def test_alive_and_ready(client: FlaskClient) -> None:
    assert client.get(HEALTH_CHECK_PATH).json == {"status": "ok"}
    answer = client.get(READINESS_PATH)
    assert (answer.status_code, answer.json) == (200, {"status": "ready"})


@pytest.mark.usefixtures("aws")
def test_without_its_table_it_is_alive_but_not_ready_and_tells_the_reason_to_the_log_only(
    capsys: pytest.CaptureFixture[str],
) -> None:
    client = create_app(settings("no-such-table")).test_client()
    assert client.get(HEALTH_CHECK_PATH).status_code == 200
    answer = client.get(READINESS_PATH)
    assert (answer.status_code, answer.json) == (503, {"status": "unavailable"})
    assert "ResourceNotFoundException" in capsys.readouterr().out


@pytest.mark.usefixtures("aws")
def test_without_its_table_the_page_says_that_nothing_is_lost() -> None:
    client = create_app(settings("no-such-table")).test_client()
    answer = client.get("/")
    assert answer.status_code == 503
    assert "Nothing is lost" in answer.text


@pytest.mark.parametrize("path", [HEALTH_CHECK_PATH, READINESS_PATH, "/%68ealth_check", "/read%79"])
def test_nobody_on_the_internet_is_answered(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 200
    through_load_balancer = client.get(path, headers={"X-Forwarded-For": "203.0.113.9"})
    assert through_load_balancer.status_code == 404
