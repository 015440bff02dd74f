import gzip
from collections.abc import Mapping

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

STYLE_SHEET = "/static/style.css"
TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br, zstd"}


@pytest.fixture
def notes(client: FlaskClient) -> FlaskClient:
    for number in range(20):
        client.post("/api/notes", json={"text": f"note {number}"})
    return client


def encoding(answer: TestResponse) -> tuple[str | None, str | None]:
    return answer.headers.get("Content-Encoding"), answer.headers.get("Vary")


@pytest.mark.parametrize("path", ["/", "/api/notes", STYLE_SHEET])
def test_pages_json_and_style_sheets_are_the_same_bytes_smaller(notes: FlaskClient, path: str) -> None:
    plain, packed = notes.get(path), notes.get(path, headers=TAKES_GZIP)
    assert encoding(plain) == (None, "Accept-Encoding")
    assert encoding(packed) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(packed.data) == plain.data
    assert packed.content_length == len(packed.data) < len(plain.data) / 2


@pytest.mark.parametrize("accepted", ["", "br", "identity", "gzip;q=0", "*;q=0"])
def test_who_does_not_take_gzip_gets_none(notes: FlaskClient, accepted: str) -> None:
    assert encoding(notes.get("/", headers={"Accept-Encoding": accepted})) == (None, "Accept-Encoding")


@pytest.mark.parametrize("path", ["/health_check", "/static/icon.svg", "/api/notes?after=x", "/nothing"])
def test_small_answers_and_errors_are_the_same_for_everybody(client: FlaskClient, path: str) -> None:
    assert encoding(client.get(path, headers=TAKES_GZIP)) == (None, None)


@pytest.mark.parametrize("headers", [{}, TAKES_GZIP])
def test_what_a_browser_has_already_is_not_sent_again(client: FlaskClient, headers: Mapping[str, str]) -> None:
    tag = client.get(STYLE_SHEET, headers=headers).headers["ETag"]
    # Both forms of the file have the same tag, so the one for compressed bytes must not promise these bytes.
    assert tag.startswith("W/") == bool(headers)
    again = client.get(STYLE_SHEET, headers={**headers, "If-None-Match": tag})
    assert (again.status_code, again.headers["Vary"]) == (304, "Accept-Encoding")


def test_a_part_of_a_file_counts_in_the_bytes_of_the_file(client: FlaskClient) -> None:
    whole = client.get(STYLE_SHEET).data
    part = client.get(STYLE_SHEET, headers={**TAKES_GZIP, "Range": "bytes=0-1499"})
    assert (part.status_code, part.headers.get("Content-Encoding")) == (206, None)
    assert part.data == whole[:1500]


def test_asked_for_its_headers_alone_an_answer_says_the_same_length(notes: FlaskClient) -> None:
    assert notes.head("/", headers=TAKES_GZIP).content_length == notes.get("/", headers=TAKES_GZIP).content_length
