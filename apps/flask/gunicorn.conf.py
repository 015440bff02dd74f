"""What of gunicorn is this application's own. Port, workers, threads and time-outs come from where it runs: `PORT`,
`WEB_CONCURRENCY` and `GUNICORN_CMD_ARGS`, which gunicorn reads itself. Works in the image and from the sources alike.
"""

import importlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

_HERE = Path(__file__).parent
sys.path.insert(0, str(_HERE / "src"))
# SIGHUP reads this file again, and what it imports must be what is on the disk then.
for _name in [name for name in sys.modules if name.partition(".")[0] == "flask_app"]:
    del sys.modules[_name]

from flask_app.server import cpu_affinity  # noqa: E402
from flask_app.settings import THREADS_VARIABLE, Settings, SettingsError  # noqa: E402

try:
    # Read here too: what ends a worker makes gunicorn start the next one, for ever; what ends the master ends the task.
    _settings = Settings.from_environment()
except SettingsError as error:
    sys.exit(str(error))

worker_class = "flask_app.server.buffering_worker.BufferingWorker"
# As much as the load balancer lets through: what it says of a visitor may be longer than gunicorn's 8190.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html#http-header-quotas
limit_request_field_size = 16 * 1024
chdir = str(_HERE)
pythonpath = str(_HERE / "src")
# The heartbeat file must be in memory, and the rest of the file system is read-only.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108
# It would be written into the home directory, which the container's user does not have.
control_socket_disable = True

# The application logs every request itself, with its id.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "flask_app.json_logs.formatter"}},
    "handlers": {"stdout": {"class": "flask_app.server.line_writer.LineWriter", "formatter": "json"}},
    "root": {"level": _settings.log_level, "handlers": ["stdout"]},
    "loggers": {"gunicorn.error": {"level": "INFO", "handlers": ["stdout"], "propagate": False}},
}


def pre_fork(server: "Arbiter", worker: "Worker") -> None:
    """In the master, which knows the other workers."""
    if _settings.worker_cpu_affinity:
        cpu_affinity.choose(server.WORKERS.values(), worker)


def post_fork(_server: object, worker: "Worker") -> None:
    """The application sizes what it keeps per thread by what the server really runs."""
    os.environ[THREADS_VARIABLE] = str(worker.cfg.threads)
    if _settings.worker_cpu_affinity:
        cpu_affinity.keep(worker)


def on_starting(_server: object) -> None:
    """While somebody develops, workers begin with every file that is saved; the libraries stay the same."""
    if os.environ.get("FLASK_TEMPLATES_AUTO_RELOAD"):
        for library in ("botocore.httpsession", "flask", "ulid"):
            importlib.import_module(library)
        # Most of a worker's start is reading the description of DynamoDB, which the session keeps.
        importlib.import_module("boto3").client("dynamodb")
