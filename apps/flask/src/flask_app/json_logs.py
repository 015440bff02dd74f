"""One JSON object per log line on stdout, where ECS hands it to CloudWatch Logs."""

import logging
import sys

from flask import g, has_request_context
from pythonjsonlogger.json import JsonFormatter

from flask_app.settings import Settings


def formatter(**static_fields: str) -> JsonFormatter:
    """The one format of every line, the server's own included."""
    return JsonFormatter(
        "{asctime}{levelname}{name}{message}",
        style="{",
        rename_fields={"asctime": "time", "levelname": "level", "name": "logger"},
        static_fields=static_fields,
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )


def configure(settings: Settings) -> None:
    """Sends everything that is logged to stdout; a second call replaces the first."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter(environment=settings.environment))
    handler.addFilter(_add_request_id)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    # They tell about every request to AWS, and at DEBUG what it held.
    for chatty in ("botocore", "boto3", "urllib3"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))


def _add_request_id(record: logging.LogRecord) -> bool:
    """Every line of a request carries its id, not only the last one: a failure can be found by what the client saw."""
    if has_request_context() and "request_id" in g:
        record.request_id = g.request_id
    return True
