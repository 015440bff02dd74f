"""One JSON object per log line on stdout, where ECS hands it to CloudWatch Logs."""

import logging
import sys

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
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    # They tell about every request to AWS, and at DEBUG what it held.
    for chatty in ("botocore", "boto3", "urllib3"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
