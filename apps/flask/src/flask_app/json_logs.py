"""One JSON object per log line on stdout, where ECS hands it to CloudWatch Logs."""

import logging
import sys
from datetime import UTC, datetime

from pythonjsonlogger.core import RESERVED_ATTRS, LogData
from pythonjsonlogger.json import JsonEncoder, JsonFormatter

from flask_app import embedded_metrics
from flask_app.request_ids import logged_ids
from flask_app.server import own_answers
from flask_app.server.line_writer import LineWriter
from flask_app.settings import Settings

_ENCODER = JsonEncoder()
_RESERVED = frozenset(RESERVED_ATTRS)
METRICS_FIELD = "embedded_metrics"
"""What a record has under this name stands in the line itself."""


class LineFormatter(JsonFormatter):
    """The one format of every line, the server's own included; times in UTC with milliseconds."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """RFC 3339, as CloudWatch Logs Insights sorts it."""
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def add_fields(self, log_data: LogData, record: logging.LogRecord, message_dict: LogData) -> None:
        """The library asks of each field what it is called, which costs more than writing the line."""
        own = {"time": record.asctime, "level": record.levelname, "logger": record.name, "message": record.message}
        extra = {name: value for name, value in record.__dict__.items() if name not in _RESERVED}
        log_data.update(own | self.static_fields | message_dict | extra)

    def jsonify_log_record(self, log_data: LogData) -> str:
        """The library makes an encoder for every line."""
        return _ENCODER.encode(log_data)

    def process_log_record(self, log_data: LogData) -> LogData:
        """The library leaves out names that begin with `_`, and CloudWatch asks for `_aws`."""
        log_data.update(log_data.pop(METRICS_FIELD, {}))
        return super().process_log_record(log_data)


def formatter(**static_fields: str) -> LineFormatter:
    """For a handler; the fields stand in every line."""
    return LineFormatter("{asctime}", style="{", static_fields=static_fields)


def configure(settings: Settings) -> None:
    """Sends everything that is logged to stdout; a second call replaces the first.

    Where the server has set up a writer already, lines go through that one.
    """
    root = logging.getLogger()
    handler = next((one for one in root.handlers if isinstance(one, LineWriter)), None) or logging.StreamHandler(
        sys.stdout
    )
    handler.setFormatter(formatter(environment=settings.environment))
    handler.filters = [_add_request_ids]
    if isinstance(handler, LineWriter):
        handler.dropped_fields = lambda count: _dropped_fields(settings.metrics_service, count)
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    # They tell about every request to AWS, and at DEBUG what it held.
    for chatty in ("botocore", "boto3", "urllib3"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _dropped_fields(service: str | None, count: int) -> dict[str, object]:
    return {} if service is None else {METRICS_FIELD: embedded_metrics.of_dropped_lines(service, count)}


def _add_request_ids(record: logging.LogRecord) -> bool:
    """Every line of a request carries its ids, not only the last one: a failure can be found by what the client saw."""
    if "request_id" in record.__dict__:
        return True  # it brought them
    # Imported here: the server's master needs the format, and must not hold Flask.
    from flask import has_request_context, request

    if has_request_context():
        record.__dict__.update(logged_ids(request.environ))
    elif (answering := own_answers.answering.get()) is not None:
        record.request_id = answering
    return True
