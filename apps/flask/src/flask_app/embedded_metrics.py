"""Metrics inside log lines, a request's or the log's own: CloudWatch Logs reads them out, no agent runs.

The names are those that the dashboard and the alarms ask for; packages/config/src/request-metrics.ts has them.
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

import time
from collections.abc import Mapping
from typing import cast

from flask_app.contract import Metrics

_METRICS = [
    {"Name": Metrics.REQUEST_TIME, "Unit": "Milliseconds"},
    {"Name": Metrics.QUEUE_TIME, "Unit": "Milliseconds"},
    {"Name": Metrics.DEPENDENCY_TIME, "Unit": "Milliseconds"},
    {"Name": Metrics.SERVER_ERRORS, "Unit": "Count"},
    {"Name": Metrics.IN_FLIGHT, "Unit": "Count"},
]
_LOG_METRICS = [{"Name": Metrics.DROPPED_LINES, "Unit": "Count"}]


def document(service: str, fields: Mapping[str, object]) -> dict[str, object]:
    """What makes a line with these fields of a request a metric of this service, too."""
    return {
        **_directive(service, _METRICS),
        Metrics.REQUEST_TIME: fields["duration_ms"],
        Metrics.QUEUE_TIME: fields["queue_ms"] or 0.0,
        Metrics.DEPENDENCY_TIME: sum(cast(dict[str, float], fields["dependency_ms"]).values()),
        Metrics.SERVER_ERRORS: int(cast(int, fields["status"]) >= 500),
        Metrics.IN_FLIGHT: fields["in_flight"],
    }


def of_dropped_lines(service: str, count: int) -> dict[str, object]:
    """What makes a line that tells of lost ones a metric of this service."""
    return {**_directive(service, _LOG_METRICS), Metrics.DROPPED_LINES: count}


def _directive(service: str, metrics: list[dict[str, str]]) -> dict[str, object]:
    return {
        "_aws": {
            "Timestamp": int(time.time() * 1000),
            "CloudWatchMetrics": [
                {"Namespace": Metrics.NAMESPACE, "Dimensions": [[Metrics.DIMENSION]], "Metrics": metrics}
            ],
        },
        Metrics.DIMENSION: service,
    }
