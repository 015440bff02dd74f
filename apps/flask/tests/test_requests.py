import json
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from conftest import settings
from flask_app.application import create_app


def logging_client(table_name: str) -> FlaskClient:
    """Made in the test itself, so that the log goes where the test reads it."""
    return create_app(settings(table_name)).test_client()


def log_lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_request_is_one_json_line_with_its_id(table_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = logging_client(table_name).get(
        "/?x=1", headers={"X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678"}
    )
    [line] = log_lines(capsys)
    assert line["request_id"] == answer.headers["X-Request-Id"] == "Root=1-67891233-abcdef012345678912345678"
    assert (line["method"], line["path"], line["status"], line["level"]) == ("GET", "/", 200, "INFO")
    assert line["version"] == "repository@sha256:0123456789ab"


@pytest.mark.usefixtures("aws")
def test_the_reason_of_a_failure_is_logged_with_the_id_that_the_client_saw(capsys: pytest.CaptureFixture[str]) -> None:
    answer = logging_client("no-such-table").get("/")
    reason, request_line = log_lines(capsys)
    assert reason["level"] == "ERROR"
    assert reason["request_id"] == request_line["request_id"] == answer.headers["X-Request-Id"]


def test_an_id_that_could_forge_a_line_is_replaced(client: FlaskClient) -> None:
    answer = client.get("/health_check", headers={"X-Request-Id": 'x" "level": "ERROR'})
    assert len(answer.headers["X-Request-Id"]) == 32


def test_health_checks_are_quiet(table_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logging_client(table_name).get("/health_check")
    assert log_lines(capsys) == []


def test_only_the_load_balancers_own_hop_is_believed(table_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logging_client(table_name).get(
        "/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"}
    )
    assert log_lines(capsys)[0]["remote_addr"] == "203.0.113.9"


def test_answers_carry_security_headers(client: FlaskClient) -> None:
    headers = client.get("/", headers={"X-Forwarded-Proto": "https"}).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    # Of its own name alone: what lives below it is others' to decide.
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/health_check", "/ready"])
def test_only_whoever_checks_a_task_goes_without_security_headers(client: FlaskClient, path: str) -> None:
    assert "Content-Security-Policy" not in client.get(path).headers
    passed_on = client.get(path, headers={"X-Forwarded-For": "203.0.113.9"})
    assert "Content-Security-Policy" in passed_on.headers


def test_plain_http_is_neither_redirected_nor_told_to_use_https(client: FlaskClient) -> None:
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 303),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://["}, 403),
        ({}, 303),
    ],
)
def test_forms_of_other_sites_are_refused(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    assert client.post("/notes", data={"text": "hello"}, headers=headers).status_code == status


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example"])
@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/notes"])
def test_a_host_that_is_none_is_the_clients_mistake(client: FlaskClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 400
    assert "names no host" in answer.text


def test_a_line_tells_when_where_and_how_long(table_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    logging_client(table_name).post("/notes/01J00000000000000000000000/delete")
    [line] = log_lines(capsys)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(line["time"]))
    assert line["route"] == "/notes/<note_id>/delete"
    assert isinstance(line["duration_ms"], float)
    dependencies = line["dependency_ms"]
    assert isinstance(dependencies, dict)
    assert 0 < dependencies["store"] <= line["duration_ms"]


def test_a_clients_request_id_does_not_displace_the_trace_id(
    table_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = logging_client(table_name).get(
        "/", headers={"X-Request-Id": "mine", "X-Amzn-Trace-Id": "Root=1-67891233-abcdef012345678912345678"}
    )
    [line] = log_lines(capsys)
    assert line["request_id"] == answer.headers["X-Request-Id"] == "mine"
    assert line["trace_id"] == "Root=1-67891233-abcdef012345678912345678"


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "example.org", 200),
        ("/", "example.org:8443", 200),
        ("/", "evil.example", 400),
        ("/api/notes", "evil.example", 400),
        ("/health_check", "10.0.0.7:8080", 200),
    ],
)
def test_other_hosts_than_its_own_are_refused_where_it_knows_them(
    table_name: str, path: str, host: str, status: int
) -> None:
    client = create_app(replace(settings(table_name), trusted_hosts=("example.org",))).test_client()
    assert client.get(path, headers={"Host": host}).status_code == status


@pytest.mark.parametrize(
    ("path", "kept"),
    [("/", "no-store"), ("/api/notes", "no-store"), ("/nowhere", "no-store"), ("/static/style.css", "no-cache")],
)
def test_what_somebody_wrote_is_kept_nowhere(client: FlaskClient, path: str, kept: str) -> None:
    assert client.get(path).headers["Cache-Control"] == kept


@pytest.mark.parametrize("path", ["/notes", "/api/notes/x"])
def test_a_wrong_method_is_told_the_right_ones(client: FlaskClient, path: str) -> None:
    answer = client.put(path)
    assert answer.status_code == 405
    assert "OPTIONS" in answer.headers["Allow"]
