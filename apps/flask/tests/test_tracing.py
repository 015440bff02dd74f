"""Spans as a collector receives them: OTLP over HTTP, from a real gunicorn."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue
from typing import Any

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from real_server import APP, Server, ask, running, server_environment

ROOT = "1-5759e988-bd862e3fe1be46a994272793"
TRACE_ID = ROOT.replace("1-", "", 1).replace("-", "")
PARENT = "53995c3f42cd8ad8"


class Collector:
    """Takes spans, and nothing else."""

    def __init__(self, server: HTTPServer, received: "Queue[ExportTraceServiceRequest]") -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self._received = received

    def spans(self, number: int) -> dict[str, Any]:
        """So many of them by name, as soon as they are there."""
        found: dict[str, Any] = {}
        while len(found) < number:
            for resource in self._received.get(timeout=60).resource_spans:
                names = {one.key: one.value.string_value for one in resource.resource.attributes}
                assert names["service.name"] == "shop-test-web"
                found |= {span.name: span for scope in resource.scope_spans for span in scope.spans}
        return found


@pytest.fixture
def collector() -> Iterator[Collector]:
    received: Queue[ExportTraceServiceRequest] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.path == "/v1/traces"
            received.put(ExportTraceServiceRequest.FromString(body))
            answer = ExportTraceServiceResponse().SerializeToString()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Collector(server, received)
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def traced(aws: dict[str, str], table_name: str, collector: Collector) -> Iterator[Server]:
    variables = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_SERVICE_NAME": "shop-test-web",
        "OTEL_PROPAGATORS": "xray",
        "OTEL_TRACES_SAMPLER": "parentbased_traceidratio",
        "OTEL_TRACES_SAMPLER_ARG": "1",
        "OTEL_BSP_SCHEDULE_DELAY": "100",
    }
    with running(server_environment(aws, table_name, **variables), subprocess.DEVNULL) as server:
        yield server


def ask_with(server: Server, path: str, header: str | None) -> int:
    line = f"X-Amzn-Trace-Id: {header}\r\n" if header else ""
    with server.connect() as connection:
        request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{line}Connection: close\r\n\r\n"
        return ask(connection, request.encode()).status


def test_whoever_sent_the_request_is_the_parent_of_its_span_and_that_of_calls_to_aws(
    traced: Server, collector: Collector
) -> None:
    assert ask_with(traced, "/api/notes", f"Root={ROOT};Parent={PARENT};Sampled=1") == 200
    spans = collector.spans(2)
    request, call = spans["GET /api/notes"], spans["DynamoDB.Query"]
    assert (request.trace_id.hex(), request.parent_span_id.hex()) == (TRACE_ID, PARENT)
    assert (call.trace_id, call.parent_span_id) == (request.trace_id, request.span_id)


def test_a_load_balancer_that_names_no_span_names_the_trace(traced: Server, collector: Collector) -> None:
    assert ask_with(traced, "/", f"Self=1-67891234-12456789abcdef012345678;Root={ROOT}") == 200
    request = collector.spans(2)["GET /"]
    assert (request.trace_id.hex(), request.parent_span_id) == (TRACE_ID, b"")


@pytest.mark.parametrize("header", [None, "Root=1-00000000-000000000000000000000000", "Root=2-5759e988-x", "a;b=c"])
def test_without_a_name_that_counts_a_trace_gets_one_by_chance(
    traced: Server, collector: Collector, header: str | None
) -> None:
    assert ask_with(traced, "/", header) == 200
    request = collector.spans(2)["GET /"]
    assert request.trace_id.hex() not in (TRACE_ID, "0" * 32)
    assert request.parent_span_id == b""


def test_neither_what_is_not_sampled_nor_health_checks_are_sent(traced: Server, collector: Collector) -> None:
    assert ask_with(traced, "/api/openapi.json", f"Root={ROOT};Parent={PARENT};Sampled=0") == 200
    assert (ask_with(traced, "/health_check", None), ask_with(traced, "/ready", None)) == (200, 200)
    assert ask_with(traced, "/nothing", None) == 404
    # Readiness asks DynamoDB, which is a trace of its own; the last request tells that the earlier ones were sent.
    names = set(collector.spans(2))
    assert not [name for name in names if "openapi" in name or "health" in name or "ready" in name]


def run(program: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A Python that has the application's variables and these."""
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": "src", "NOTES_TABLE_NAME": "n"}
    environment |= {"AWS_DEFAULT_REGION": "us-east-1", **variables}
    return subprocess.run(
        [sys.executable, "-c", program], cwd=APP, env=environment, check=False, capture_output=True, text=True
    )


def test_without_the_variable_nothing_of_opentelemetry_is_imported() -> None:
    program = "import sys; from flask_app.application import create_app; create_app(); print(*sys.modules)"
    loaded = run(program).stdout.split()
    assert "flask_app.application" in loaded
    assert [name for name in loaded if name.startswith("opentelemetry")] == []


def test_without_the_packages_it_says_which_ones_are_missing() -> None:
    program = """
import sys
sys.modules["opentelemetry"] = None
from flask_app.application import create_app
create_app()
"""
    ended = run(program, OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:1")
    assert ended.returncode == 1
    assert ended.stderr == (
        "OTEL_EXPORTER_OTLP_ENDPOINT: asks for traces, and OpenTelemetry is not installed; "
        "install requirements-traces.txt or unset it\n"
    )
