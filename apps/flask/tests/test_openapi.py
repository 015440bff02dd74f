"""The API keeps what its description says, whatever is sent."""

from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from conftest import settings
from flask_app.application import create_app
from flask_app.openapi import OPENAPI_PATH

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.mark.parametrize(
    ("path", "method", "mode"),
    [
        ("/api/notes", "GET", GenerationMode.POSITIVE),
        ("/api/notes", "GET", GenerationMode.NEGATIVE),
        ("/api/notes", "POST", GenerationMode.POSITIVE),
        ("/api/notes", "POST", GenerationMode.NEGATIVE),
        # Any text may stand in a path, so none is wrong.
        ("/api/notes/{note_id}", "DELETE", GenerationMode.POSITIVE),
    ],
)
def test_every_answer_is_one_that_is_described(table_name: str, path: str, method: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_wsgi(OPENAPI_PATH, create_app(settings(table_name)))

    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    @examples(max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def holds(case: Any) -> None:
        case.call_and_validate(checks=CHECKS)

    holds()


def test_every_route_of_the_api_is_described(client: FlaskClient) -> None:
    description = client.get(OPENAPI_PATH).json
    assert description is not None
    described = {(path, method) for path, item in description["paths"].items() for method in item}
    assert described == {
        ("/api/notes", "get"),
        ("/api/notes", "post"),
        ("/api/notes/{note_id}", "delete"),
    }
    routes = {rule.rule for rule in client.application.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert {path.replace("{", "<").replace("}", ">") for path, _ in described} == routes - {OPENAPI_PATH}
