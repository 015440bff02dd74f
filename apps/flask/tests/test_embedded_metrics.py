import fcntl
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

import pytest

from conftest import settings
from flask_app import json_logs
from flask_app.application import create_app
from flask_app.contract import Metrics
from flask_app.server.line_writer import LineWriter
from test_line_writer import read_all, record

ALL_NAMES = {value for name, value in vars(Metrics).items() if name.isupper()} - {
    Metrics.NAMESPACE,
    Metrics.DIMENSION,
}
# Every other one is a request's.
NAMES = ALL_NAMES - {Metrics.DROPPED_LINES}


def test_a_requests_line_holds_every_metric_of_requests_in_the_contract(
    table_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    create_app(replace(settings(table_name), metrics_service="shop-test-web")).test_client().get("/")
    line = json.loads(capsys.readouterr().out)
    [directive] = line["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == Metrics.NAMESPACE
    assert directive["Dimensions"] == [[Metrics.DIMENSION]]
    assert line[Metrics.DIMENSION] == "shop-test-web"
    assert {metric["Name"] for metric in directive["Metrics"]} == NAMES
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    assert all(isinstance(line[name], int | float) for name in NAMES)
    assert line[Metrics.REQUEST_TIME] >= line[Metrics.DEPENDENCY_TIME] > 0
    assert (line[Metrics.SERVER_ERRORS], line[Metrics.IN_FLIGHT]) == (0, 1)


def test_without_a_name_for_them_there_are_none(table_name: str, capsys: pytest.CaptureFixture[str]) -> None:
    create_app(settings(table_name)).test_client().get("/")
    assert "_aws" not in json.loads(capsys.readouterr().out)


@pytest.fixture
def blocked_stdout() -> Iterator[tuple[int, LineWriter]]:
    """What reads from a small pipe, and the server's writer of lines into it in place of the log's handlers."""
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETPIPE_SZ, 4096)
    root = logging.getLogger()
    before, level, writer = root.handlers, root.level, LineWriter(writing)
    root.handlers = [writer]
    yield reading, writer
    root.handlers = before
    root.setLevel(level)


@pytest.mark.parametrize("service", ["shop-test-web", None])
def test_lines_that_were_lost_are_a_metric_where_metrics_are_asked_for(
    blocked_stdout: tuple[int, LineWriter], service: str | None
) -> None:
    reading, writer = blocked_stdout
    json_logs.configure(replace(settings("notes"), metrics_service=service))
    for _ in range(300):
        writer.handle(record("x" * 20_000))
    dropped = writer.dropped
    assert dropped > 0
    [told] = [line for line in read_all(reading, "were dropped") if "dropped_lines" in line]
    assert told["dropped_lines"] == dropped
    if service is None:
        assert "_aws" not in told
        return
    document = cast(dict[str, Any], told["_aws"])
    assert document["CloudWatchMetrics"] == [
        {
            "Namespace": Metrics.NAMESPACE,
            "Dimensions": [[Metrics.DIMENSION]],
            "Metrics": [{"Name": Metrics.DROPPED_LINES, "Unit": "Count"}],
        }
    ]
    assert (told[Metrics.DIMENSION], told[Metrics.DROPPED_LINES]) == (service, dropped)
