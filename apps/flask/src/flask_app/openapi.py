"""The description of the API, made of its routes: what they are and take stands beside them, and nowhere twice.

https://spec.openapis.org/oas/v3.1.1.html
"""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from flask import Blueprint, Flask, Response, current_app, jsonify
from werkzeug.routing import Rule

Schema = Mapping[str, object]
View = TypeVar("View", bound=Callable[..., object])

OPENAPI_PATH = "/api/openapi.json"
_OPERATION = "__operation__"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_ERROR: Schema = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "message": {"type": "string"}},
    "required": ["error", "message"],
}


@dataclass(frozen=True)
class Operation:
    """What the types of a view do not say."""

    status: int
    """When all went well."""
    answers: Schema | None = None
    takes: Schema | None = None
    query: Mapping[str, Schema] = field(default_factory=dict)


def operation(
    status: int,
    *,
    answers: Schema | None = None,
    takes: Schema | None = None,
    query: Mapping[str, Schema] | None = None,
) -> Callable[[View], View]:
    """Describes a view of the API; its docstring is the summary."""

    def describe(view: View) -> View:
        setattr(view, _OPERATION, Operation(status, answers, takes, query or {}))
        return view

    return describe


def description(app: Flask) -> dict[str, object]:
    """All described routes of an application."""
    paths: dict[str, dict[str, object]] = {}
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        described = getattr(view, _OPERATION, None)
        if described is None:
            continue
        path = paths.setdefault(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), {})
        for method in sorted(set(_METHODS) & (rule.methods or set())):
            path[method.lower()] = _operation_object(rule, described, inspect.getdoc(view) or "")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": str(app.config["APP_VERSION"])},
        "paths": paths,
    }


def blueprint() -> Blueprint:
    """Serves the description."""
    openapi = Blueprint("openapi", __name__)

    @openapi.get(OPENAPI_PATH)
    def show() -> Response:
        return jsonify(description(current_app))

    return openapi


def _operation_object(rule: Rule, described: Operation, summary: str) -> dict[str, object]:
    parameters = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in sorted(rule.arguments)
    ] + [{"name": name, "in": "query", "schema": schema} for name, schema in described.query.items()]
    body = {} if described.takes is None else {"requestBody": {"required": True, "content": _json(described.takes)}}
    return {
        "operationId": rule.endpoint.rpartition(".")[2],
        "summary": summary,
        "parameters": parameters,
        **body,
        "responses": {
            str(described.status): {
                "description": "It is done.",
                **({} if described.answers is None else {"content": _json(described.answers)}),
            },
            "default": {"description": "It is not done; the message says why.", "content": _json(_ERROR)},
        },
    }


def _json(schema: Schema) -> dict[str, object]:
    return {"application/json": {"schema": schema}}
