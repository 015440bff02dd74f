import json
from dataclasses import replace

import pytest

from conftest import settings
from flask_app.application import create_app
from flask_app.contract import Metrics

NAMES = {value for name, value in vars(Metrics).items() if name.isupper()} - {Metrics.NAMESPACE, Metrics.DIMENSION}


def test_a_requests_line_holds_every_metric_of_the_contract(
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
